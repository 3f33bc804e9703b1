"""Rewriting what a region says about itself."""

from portal.audit.models import AuditEvent
from portal.regions.models import Region
from portal.regions.reference import load
from portal.ui.models import PublicContent


def public_version():
    return PublicContent.objects.values_list("version", flat=True).first()


def test_rewriting_keeps_the_words_records_who_and_drops_kept_pages(mercia, dana):
    before = public_version()
    assert mercia.rewrite_about(about="<p>Eight.</p>", website="https://example.org/", version=1, by=dana)
    mercia.refresh_from_db()
    assert (mercia.about, mercia.website, mercia.version) == ("<p>Eight.</p>", "https://example.org/", 2)
    [event] = AuditEvent.objects.about(mercia)
    assert (event.verb, event.by, event.region) == ("changed the about text of", dana, "mercia")
    assert public_version() != before


def test_rewriting_an_older_version_changes_nothing(mercia, dana):
    mercia.rewrite_about(about="<p>First.</p>", website="", version=1, by=dana)
    kept = public_version()
    assert not Region.objects.get().rewrite_about(about="<p>Second.</p>", website="", version=1, by=dana)
    assert list(Region.objects.values_list("about", "version")) == [("<p>First.</p>", 2)]
    assert AuditEvent.objects.about(mercia).count() == 1
    assert public_version() == kept


def test_loading_drops_kept_pages_only_when_something_changed(db):
    before = public_version()
    load()
    loaded = public_version()
    assert loaded != before
    load()
    assert public_version() == loaded
