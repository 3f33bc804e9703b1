"""The working draft of an update: starting it, writing into it, bringing words of its history back into it."""

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.text import slugify

from portal.audit.models import FormKey, Overtaken, record
from portal.drafting.models import Version
from portal.ui import richtext
from priorities.actions.tagging import write_themes
from updates.file_copies import copy_files, settle_pictures
from updates.last_time import last_sections
from updates.models import Edition, Section, SectionTheme, Tag, Update
from updates.models.edition import free_anchor
from updates.words import SectionText, edition_text, keep_words, kept_text


class PeriodTaken(Exception):
    """The region already has an update for these months: `update` is it."""

    def __init__(self, update):
        super().__init__(f"There is already an update at this address: {update}.")
        self.update = update


@transaction.atomic
def start_update(region, period, *, by, special="", text=None, form_key=None, headings=False):
    """Make the update of `region` for `period` with a working draft holding `text`; return the draft.

    With `headings` it begins with those of the region's last update. `special` names a special edition, which may
    stand beside the month's own. Raises PeriodTaken when the address is taken, unless all that is there was
    discarded; KeyAlreadyUsed when the form was saved before.
    """
    update, _ = Update.objects.select_for_update(no_key=True).get_or_create(
        region=region, period_from=period.from_on, period_to=period.to_on, special_slug=slugify(special)[:60],
        defaults={"special": special},
    )  # fmt: skip
    if form_key:  # first: to whom presses twice the address isn't taken, it is theirs
        FormKey.spend(form_key, update)
    if update.editions.exclude(status=Edition.Status.DISCARDED).exists():
        raise PeriodTaken(update)
    draft = _make_draft(update, by=by)
    record("started a draft of", update, by=by)
    if text is not None:
        save_draft(draft, text, version=draft.version, by=by)
    if headings and last_sections(update):
        copy_headings(draft, version=draft.version, by=by)
    return draft


def _make_draft(update, *, by):
    """Make a working draft. Its version goes on from the drafts before it: a form of one of those is out of date."""
    return Edition.objects.create(
        update=update,
        version=(update.editions.aggregate(last=Max("version"))["last"] or 0) + 1,
        region_id=update.region_id,
        period_from=update.period_from,
        period_to=update.period_to,
        made_by=by,
        edited_by=by,
        title=update.suggested_title,
    )


@transaction.atomic
def start_draft(update, *, by):
    """Return the update's working draft; when there is none, make it from what is live, else was last published.

    While something is live, never from a scheduled edition: a correction would publish that before its time.
    """
    Update.objects.select_for_update(no_key=True).get(pk=update.pk)
    if draft := update.draft:
        return draft
    draft = _make_draft(update, by=by)
    last = update.live or update.editions.filter(published_at__isnull=False).order_by("-published_at").first()
    if last:
        copy_files(last, draft)
        text = edition_text(last)
        save_draft(draft, text, version=draft.version, by=by, anchors={section.anchor for section in text.sections})
    record("started a draft of", update, by=by)
    return draft


def hold_draft(draft):
    """Let others wait until this transaction ends: call it before words are kept that are changed only after that.

    Two who keep words first would both take the same number in the history.
    """
    Edition.objects.select_for_update(no_key=True).get(pk=draft.pk)


def take_version(draft, *, version, by, **fields):
    """Take the next version of the draft for `by`, setting `fields`; in the transaction that writes the rest.

    Raises Overtaken, with nothing written, when somebody wrote since `version` or the draft is a draft no longer.
    """
    rows = Edition.objects.filter(pk=draft.pk, version=version, status=Edition.Status.DRAFT).update(
        version=F("version") + 1, edited_at=timezone.now(), edited_by=by, **fields
    )
    if not rows:
        raise Overtaken("Somebody else saved this draft first.")
    if by is not None:
        draft.writers.add(by)


@transaction.atomic
def save_draft(draft, text, *, version, by, anchors=frozenset()):
    """Write `text` into the working draft, if nobody has changed it since `version`; return the new version.

    `anchors` are allowed beside those that the draft already has. Raises Overtaken, with nothing written,
    when somebody saved first or the draft is a draft no longer.
    """
    take_version(
        draft, version=version, by=by, title=" ".join(text.title.split()), in_short=text.in_short.strip(),
        supported_by=text.supported_by.strip(), contacts=text.contacts,
    )  # fmt: skip
    _write_sections(draft, text.sections, anchors)
    if any("<img" in section.body for section in text.sections):
        settle_pictures(draft)
    draft.tags.set(Tag.objects.named(text.tags))
    if text.related is not None:
        draft.related.set(text.related)
    draft.refresh_from_db()
    return draft.version


def _write_sections(draft, texts, anchors):
    """Make the draft's sections those of `texts`: those whose anchor is known are changed in place."""
    known = {section.anchor: section for section in draft.sections.all()}
    taken = {text.anchor for text in texts} & (known.keys() | anchors)
    changed, new, themes = [], [], []
    for position, text in enumerate(texts):
        words = (position, " ".join(text.heading.split()), richtext.clean(text.body))
        section = known.pop(text.anchor, None) if text.anchor in taken else None
        if section is None:
            keeps = text.anchor in anchors
            anchor = text.anchor if keeps else free_anchor(text.heading, taken | known.keys())
            taken.add(anchor)
            section = Section(edition=draft, anchor=anchor)
            new.append(section)
        elif words != (section.position, section.heading, section.body):
            changed.append(section)
        section.position, section.heading, section.body = words
        themes.append((section, text.themes))
    Section.objects.filter(pk__in=[section.pk for section in known.values()]).delete()
    Section.objects.bulk_update(changed, ["position", "heading", "body"])
    Section.objects.bulk_create(new)
    there = SectionTheme.objects.filter(edition=draft)
    write_themes(there, "section", themes, edition=draft, region_id=draft.region_id)


@transaction.atomic
def keep_draft(draft, text, *, version, by, note=""):
    """Write `text` into the working draft as `save_draft` does, and keep it in the history under a note."""
    version = save_draft(draft, text, version=version, by=by)
    keep_words(draft, act=Version.Act.SAVED, by=by, note=note)
    return version


@transaction.atomic
def restore_version(draft, kept, *, version, by):
    """Write the words of a version of the update's history (a Version) into its working draft; return the new version.

    What the draft said until then is kept in the history first, when it says something else.
    """
    hold_draft(draft)
    last = Version.objects.about(draft.update).first()
    if last is None or kept_text(last.words) != edition_text(draft):
        keep_words(draft, act=Version.Act.SAVED, by=by, note=f"Before version {kept.number} was restored.")
    text = kept_text(kept.words)
    version = save_draft(draft, text, version=version, by=by, anchors={section.anchor for section in text.sections})
    keep_words(draft, act=Version.Act.RESTORED, by=by, note=f"From version {kept.number}.")
    return version


@transaction.atomic
def copy_headings(draft, *, version, by):
    """Give the draft an empty section for each heading of the region's last update that it lacks; return the version.

    Sections that are there keep their words and come first; an empty one without a heading goes.
    """
    text = edition_text(draft)
    text.sections = [section for section in text.sections if section.heading or section.body]
    there = {slugify(section.heading) for section in text.sections}
    last = [section.heading for section in last_sections(draft.update)]
    text.sections += [SectionText(heading, "") for heading in last if slugify(heading) not in there]
    return save_draft(draft, text, version=version, by=by)
