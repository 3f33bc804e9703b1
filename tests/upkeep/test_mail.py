"""Mail to a folder: real messages, read back by Python's own parser."""

import email
import email.policy

from django.core.mail import EmailMultiAlternatives, get_connection, send_mail

BACKEND = "portal.upkeep.mail.FolderBackend"


def messages(folder):
    return [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in sorted(folder.iterdir())
    ]


def test_each_message_is_one_eml_file(settings, tmp_path):
    settings.EMAIL_FOLDER = tmp_path / "mail"
    with get_connection(BACKEND) as connection:
        for number in (1, 2):
            send_mail(
                f"Letter {number}", "Dear Alice – hello", "a@example.org", ["b@example.org"], connection=connection
            )
    assert [path.suffix for path in sorted(settings.EMAIL_FOLDER.iterdir())] == [".eml", ".eml"]
    first, second = messages(settings.EMAIL_FOLDER)
    assert [first["Subject"], second["Subject"]] == ["Letter 1", "Letter 2"]
    assert first.get_content().strip() == "Dear Alice – hello"


def test_html_and_text_are_both_in_the_file(settings, tmp_path):
    settings.EMAIL_FOLDER = tmp_path
    message = EmailMultiAlternatives(
        "Code", "123456", "a@example.org", ["b@example.org"], connection=get_connection(BACKEND)
    )
    message.attach_alternative("<p>123456</p>", "text/html")
    assert message.send() == 1
    (written,) = messages(tmp_path)
    assert [part.get_content_type() for part in written.walk()] == ["multipart/alternative", "text/plain", "text/html"]


def test_only_the_owner_can_read_the_file(settings, tmp_path):
    settings.EMAIL_FOLDER = tmp_path / "mail"
    send_mail("Code", "123456", "a@example.org", ["b@example.org"], connection=get_connection(BACKEND))
    (path,) = settings.EMAIL_FOLDER.iterdir()
    assert [oct(place.stat().st_mode & 0o777) for place in (settings.EMAIL_FOLDER, path)] == ["0o700", "0o600"]


def test_a_message_that_brings_its_id_and_date_replaces_itself(settings, tmp_path):
    settings.EMAIL_FOLDER = tmp_path
    headers = {"Message-ID": "<mailing-1-2.7@example.org>", "Date": "Tue, 03 Mar 2026 09:00:00 +0000"}
    for body in ("first", "again"):
        made = EmailMultiAlternatives("Letter", body, "a@example.org", ["b@example.org"], headers=headers)
        made.connection = get_connection(BACKEND)
        made.send()
    (path,) = tmp_path.iterdir()
    assert path.name == "20260303-090000-mailing-1-2.7-example.org.eml"
    assert messages(tmp_path)[0].get_content().strip() == "again"
