"""The conventions of docs/architecture.md, held by the machine."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parent.parent
ORDER = [
    "portal.ui",
    "portal.audit",
    "portal.regions",
    "portal.accounts",
    "portal.drafting",
    "portal.files",
    "portal.documents",
    "portal.paper",
    "portal.search",
    "portal.home",
    "portal.following",
    "portal.events",
    "portal.networks",
    "portal.scorecards",
    "peerchallenge",
    "priorities",
    "updates",
]
ABOVE_ALL = "portal.upkeep"


def sources():
    for top in ("portal", "peerchallenge", "priorities", "updates"):
        yield from (path for path in (ROOT / top).rglob("*.py") if "migrations" not in path.parts)


def app_of(module):
    return next((app for app in [*ORDER, ABOVE_ALL] if module == app or module.startswith(app + ".")), None)


def imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_each_app_imports_only_from_those_before_it():
    wrong = set()
    for path in sources():
        here = app_of(".".join(path.relative_to(ROOT).with_suffix("").parts))
        if here in (None, ABOVE_ALL):
            continue
        for module in imports(ast.parse(path.read_text())):
            there = app_of(module)
            if there and (there == ABOVE_ALL or ORDER.index(there) > ORDER.index(here)):
                wrong.add(f"{path.relative_to(ROOT)} imports {module}")
    assert wrong == set()


def test_modules_and_functions_stay_under_their_ceilings():
    long = []
    for path in sources():
        text = path.read_text()
        if text.count("\n") > 500:
            long.append(f"{path.relative_to(ROOT)}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > 50:
                long.append(f"{path.relative_to(ROOT)}: {node.name}")
            if isinstance(node, ast.ClassDef) and node.end_lineno - node.lineno + 1 > 150:
                long.append(f"{path.relative_to(ROOT)}: {node.name}")
    assert long == []


def test_templates_and_style_sheets_stay_under_their_ceilings():
    paths = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "static/css").rglob("*.css")]
    assert [str(path.relative_to(ROOT)) for path in paths if path.read_text().count("\n") > 200] == []


INLINE = re.compile(
    r"\sstyle=|\son[a-z]+=[\"']|<style|\|safe\b|<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")"
)


def test_no_template_has_inline_style_or_script():
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in (ROOT / "templates").rglob("*.html")
        for match in INLINE.finditer(path.read_text())
    ]
    assert found == []


def test_only_the_sanitiser_marks_stored_text_as_safe():
    assert [
        str(path.relative_to(ROOT))
        for path in sources()
        if "mark_safe" in path.read_text() and path.relative_to(ROOT) != Path("portal/ui/richtext.py")
    ] == []


def test_views_reach_records_only_through_a_scoped_query():
    """In a view, `Model.objects` is followed by `visible_to` or a method that names its reader."""
    allowed = re.compile(r"\.objects\s*\.(visible_to|managed_by|for_desk|live|create_user)\b")
    found = []
    for path in sources():
        if "views" in path.parts or path.name in ("views.py", "feeds.py"):
            for match in re.finditer(r"\b[A-Z]\w+\.objects\b", path.read_text()):
                if not allowed.match(path.read_text(), match.start() + match[0].rindex(".objects")):
                    found.append(f"{path.relative_to(ROOT)}: {match[0]}")
    assert found == []


def test_nothing_connects_signals():
    assert [str(path.relative_to(ROOT)) for path in sources() if "dispatch" in path.read_text()] == []


def own_models():
    return [model for model in apps.get_models() if app_of(model.__module__)]


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_a_moment_and_its_person_are_guarded_together(model):
    """A `…_at` beside a `…_by`, when either may be empty, has a check constraint that names both."""
    names = {field.name: field for field in model._meta.get_fields() if isinstance(field, models.Field)}
    constraints = [str(c.condition) for c in model._meta.constraints if isinstance(c, models.CheckConstraint)]
    unguarded = [
        name
        for name, field in names.items()
        if name.endswith("_at") and field.null and name[:-3] + "_by" in names
        if not any(name in condition and name[:-3] + "_by" in condition for condition in constraints)
    ]
    assert unguarded == []


LEFT_TO_DO = re.compile(r"TODO|FIXME|XXX|raise NotImplementedError")


def test_nothing_is_left_to_do_in_the_source():
    assert [
        f"{path.relative_to(ROOT)}: {match[0]}" for path in sources() for match in LEFT_TO_DO.finditer(path.read_text())
    ] == []
