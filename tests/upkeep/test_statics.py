"""Static files are collected when a source changed, and only then."""

import pytest

from portal.upkeep.statics import are_current, collect_if_changed


@pytest.fixture
def source(settings, tmp_path):
    """A folder with one stylesheet, in place of the project's hundreds of files."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "letter.css").write_text("p { color: black }")
    (folder / "letter.rtl.css").write_text("p { direction: rtl }")
    settings.STATICFILES_DIRS = [folder]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "portal.ui.storage.JoinedStorage"}}
    return folder


def collected(settings) -> list[str]:
    return sorted(path.name.split(".")[0] + path.suffix for path in settings.STATIC_ROOT.glob("*.css"))


def test_they_are_collected_once(source):
    assert [are_current(), collect_if_changed(), are_current(), collect_if_changed()] == [False, True, True, False]


def test_a_changed_source_is_collected_again(source):
    collect_if_changed()
    (source / "letter.css").write_text("p { color: white }")
    assert [are_current(), collect_if_changed(), are_current()] == [False, True, True]


def test_a_removed_result_is_collected_again(source, settings):
    collect_if_changed()
    (settings.STATIC_ROOT / "staticfiles.json").unlink()
    assert are_current() is False


def test_variants_that_no_page_uses_stay_out(source, settings):
    collect_if_changed()
    assert collected(settings) == ["letter.css"]
