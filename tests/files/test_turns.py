"""Heavy work runs so many times at once on this machine, whichever process does it."""

import subprocess
import sys

import pytest

from portal.files.turns import NoTurn, turn

HOLDS = """
import fcntl, sys
files = [open(path, "a") for path in sys.argv[1:]]
for file in files:
    fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path / "turns"


def is_free(name="work", most=2):
    try:
        with turn(name, most=most, wait=0):
            return True
    except NoTurn:
        return False


def test_the_third_of_two_gets_no_turn_until_one_comes_free(folder):
    with turn("work", most=2, wait=0):
        with turn("work", most=2, wait=0):
            assert (is_free(), is_free("other")) == (False, True)
        assert is_free()


def test_a_turn_comes_free_when_the_work_fails(folder):
    with pytest.raises(ZeroDivisionError), turn("work", most=1, wait=0):
        raise ZeroDivisionError
    assert is_free(most=1)


def test_another_processs_turns_count_and_come_free_when_it_is_killed(folder):
    folder.mkdir()
    held = [str(folder / f"work-{number}") for number in (0, 1)]
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS, *held], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout.readline() == "held\n"
        assert not is_free()
        process.kill()
        with turn("work", most=2, wait=5):
            assert process.wait(5) == -9
