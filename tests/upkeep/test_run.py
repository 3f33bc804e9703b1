"""The run of all stages: what fails, what is skipped, and what a strict run makes of it."""

import sys

import pytest

from tests import run as stages
from tests.run import Run


def suite(folder, text: str) -> Run:
    """Run a suite of one file, away from the project's own configuration."""
    (folder / "test_it.py").write_text(text)
    run = Run(folder)
    run.tests("Suite", "-c", "/dev/null", "--rootdir", str(folder), "-p", "no:django", "-p", "no:randomly", str(folder))
    return run


SKIPPED = "import pytest\n\n\ndef test_one(): pass\n\n\ndef test_two(): pytest.skip({reason!r})\n"


@pytest.mark.parametrize(
    ("strict", "reason", "state"),
    [
        (False, "no browser", "passed"),
        (True, "no browser", "failed"),
        (True, "only on SQLite: its pragmas", "passed"),
    ],
)
@pytest.mark.slow
def test_a_skipped_test_fails_a_strict_run_unless_it_is_for_the_other_database(
    tmp_path, monkeypatch, capsys, strict, reason, state
):
    monkeypatch.setattr(stages, "STRICT", strict)
    run = suite(tmp_path, SKIPPED.format(reason=reason))
    assert (run.outcomes[0].state, run.outcomes[0].skips, run.summary()) == (state, [reason], state == "passed")
    said = capsys.readouterr().out
    assert f"         skipped 1: {reason}\n" in said
    assert "= 1 passed, 1 skipped in " in said.partition("──── Summary")[2]


@pytest.mark.parametrize(("strict", "well"), [(False, True), (True, False)])
def test_a_skipped_stage_fails_a_strict_run(tmp_path, monkeypatch, capsys, strict, well):
    monkeypatch.setattr(stages, "STRICT", strict)
    run = Run(tmp_path)
    run.skip("Browser journeys", "no browser is installed")
    assert run.summary() is well
    assert capsys.readouterr().out.splitlines()[-1] == "         skipped: no browser is installed"


def test_one_failed_command_fails_its_stage_and_the_next_still_runs(tmp_path, capsys):
    run = Run(tmp_path)
    run.stage("Style", [sys.executable, "-c", "raise SystemExit(1)"], [sys.executable, "-c", "print('second')"])
    run.stage("Other", [sys.executable, "-c", "print('third')"])
    assert [outcome.state for outcome in run.outcomes] == ["failed", "passed"]
    assert run.summary() is False
    said = capsys.readouterr().out.splitlines()
    assert said.index("second") < said.index("third")
