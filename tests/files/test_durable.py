import pytest

from portal.files.durable import write_durably, written_durably

pytestmark = pytest.mark.on_postgresql


def test_a_file_is_written_whole(tmp_path):
    write_durably(tmp_path / "letter", b"whole")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("letter", b"whole")]


def test_a_failure_leaves_the_older_file_and_nothing_else(tmp_path):
    (tmp_path / "letter").write_bytes(b"older")
    with pytest.raises(ZeroDivisionError), written_durably(tmp_path / "letter") as aside:
        aside.write_bytes(b"half")
        raise ZeroDivisionError
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("letter", b"older")]
