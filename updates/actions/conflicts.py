"""Saving on top of what somebody else did first, when the person has seen it and chosen to."""

from django.db import transaction
from django.utils.text import slugify

from portal.audit.models import Overtaken
from portal.drafting.models import Version
from portal.ui import pictures, richtext
from updates.actions.drafts import hold_draft, save_draft, start_draft
from updates.actions.review import take_back
from updates.models import Update
from updates.words import edition_text, keep_words


@transaction.atomic
def replace_draft(draft, text, *, version, by):
    """Write `text` in place of what somebody else saved, which the history keeps; return the new version.

    `version` is that of the text that the person was shown. Raises Overtaken when it was changed since.
    """
    hold_draft(draft)
    draft.refresh_from_db()
    who = draft.edited_by or "somebody"
    keep_words(draft, act=Version.Act.SAVED, by=draft.edited_by, note=f"What {who} had saved, before {by} replaced it.")
    return save_draft(draft, text, version=version, by=by)


@transaction.atomic
def take_back_and_replace(draft, text, *, version, by):
    """Make a draft that is in review or approved one to write in, and write `text` into it; return the new version."""
    take_back(draft, by=by, version=version)
    return replace_draft(draft, text, version=draft.version, by=by)


@transaction.atomic
def save_as_new_draft(update, text, *, by):
    """Start a draft, since there is none any more, and write `text` into it; return it.

    Raises Overtaken when somebody has started one meanwhile: what they write in it stays.
    """
    update = Update.objects.select_for_update(no_key=True).get(pk=update.pk)
    if update.draft:
        raise Overtaken("Somebody else started a draft first.")
    draft = start_draft(update, by=by)
    save_draft(draft, text, version=draft.version, by=by)
    return draft


def says_the_same(draft, text, person) -> bool:
    """Whether `person` has already saved just these words: their answer never arrived, and they sent them again."""
    return draft.is_draft and draft.edited_by_id == person.pk and _words(edition_text(draft)) == _words(text)


def _words(text):
    """Return all that a text says, as `save_draft` stores it, to be compared; anchors are not words."""
    return (
        " ".join(text.title.split()),
        _lines(text.in_short),
        _lines(text.supported_by),
        text.contacts,
        {slugify(tag)[:60] for tag in text.tags} - {""},
        [(" ".join(s.heading.split()), _body(s.body), set(s.themes)) for s in text.sections],
        set(text.related or ()),
    )


def _body(html):
    """A picture's size is the portal's, not the writer's."""
    return pictures.changed(richtext.clean(html), lambda slot, alt: pictures.tag(slot, alt=alt))


def _lines(text):
    return text.strip().replace("\r\n", "\n")
