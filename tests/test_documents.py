"""What the documents say of the code is printed from the code."""

import re
from pathlib import Path

from django.core.management import call_command

from portal.upkeep.management.commands.states import diagrams

ROOT = Path(__file__).resolve().parent.parent


def test_the_states_in_the_documents_are_those_of_the_code(capsys):
    call_command("states")
    assert (ROOT / "docs/states.md").read_text() == capsys.readouterr().out
    assert diagrams().count("stateDiagram-v2") == 14


def test_the_personal_data_in_the_documents_is_that_of_the_code(capsys):
    call_command("personal_data")
    assert (ROOT / "docs/personal-data.md").read_text() == capsys.readouterr().out


def test_the_readme_names_every_setting_with_its_default():
    settings = (ROOT / "portal/settings.py").read_text()
    readme = (ROOT / "README.md").read_text()
    names = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', settings))
    assert {name for name in names if f"`{name}`" not in readme} == set()
