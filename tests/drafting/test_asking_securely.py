"""Over TLS the certificate is checked against the name in the address."""

import datetime
import socket
import ssl
import threading

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from portal.drafting.asking import ask

pytestmark = pytest.mark.on_postgresql


@pytest.fixture
def certificate(tmp_path):
    """A certificate of a.example and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a.example")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("a.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "certificate.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path


@pytest.fixture
def where(certificate):
    """Where a server listens that shows the certificate to one who asks."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve():
            try:
                plain, _ = listener.accept()
                with plain, context.wrap_socket(plain, server_side=True) as secure:
                    secure.recv(4096)
                    secure.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            except OSError:
                """The other side has refused the certificate."""

        thread = threading.Thread(target=serve)
        thread.start()
        yield lambda host, port: listener.getsockname()
        thread.join()


def test_a_certificate_that_nobody_vouches_for_is_said_to_be_invalid(where):
    assert ask("https://a.example/", where)[:2] == ("unreachable", "its certificate is not valid")


def test_a_site_with_a_valid_certificate_answers(where, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert ask("https://a.example/", where)[:2] == ("answered", "200")


def test_a_certificate_of_another_name_is_not_valid(where, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert ask("https://b.example/", where)[:2] == ("unreachable", "its certificate is not valid")
