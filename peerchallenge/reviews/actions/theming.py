"""Themes of a region: made of findings and areas, written, put to the directors, chosen, released.

One transaction each, under a lock of their cycle.
"""

from django.db import transaction
from django.db.models import Max

from peerchallenge.disclosure import enough
from peerchallenge.models import Cycle
from peerchallenge.reviews.actions.telling import tell_directors
from peerchallenge.reviews.models import RegionalStep, RegionalTheme, ThemeArea, ThemeFinding
from peerchallenge.reviews.public_face import public_changed
from peerchallenge.reviews.theming import rests_on, shown_number
from portal.audit.models import FormKey, Overtaken, record


class TooFew(Exception):
    """It would rest on fewer than three authorities, while others read it or are to read it."""


@transaction.atomic
def make(cycle, *, by, sources, steps, form_key=None, **fields) -> RegionalTheme:
    """Put a theme at the end of a cycle's longlist: title, summary, kind, about. `sources` are theming.Source.

    Raises KeyAlreadyUsed when the form was saved before.
    """
    cycle = Cycle.objects.hold(cycle.pk)
    FormKey.refuse_used(form_key, RegionalTheme)
    last = cycle.regional_themes.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    theme = RegionalTheme.objects.create(cycle=cycle, position=position, made_by=by, edited_by=by, **fields)
    if form_key:
        FormKey.spend(form_key, theme)
    _set_sources(theme, sources, by)
    _set_steps(theme, steps, by)
    record("made", theme, by=by)
    return theme


@transaction.atomic
def edit(theme, *, by, version, sources, steps, **fields) -> RegionalTheme:
    """Say it so, and let it rest on `sources`. Raises Overtaken, and TooFew once others read it."""
    theme = _held(theme)
    theme.rewrite(by=by, version=version, **fields)
    _set_sources(theme, sources, by)
    _set_steps(theme, steps, by)
    if (theme.is_put or theme.is_released) and not enough(rests_on(theme)):
        raise TooFew
    _told_public(theme)
    return theme


@transaction.atomic
def move(theme, *, by, up, place):
    """Let a theme change places with the one before it (`up`) or after it, if it stands at `place`, from 0.

    Raises Overtaken when it stands elsewhere by now, so that pressing twice moves it once.
    """
    theme = _held(theme)
    row = list(theme.cycle.regional_themes.standing().order_by("position", "pk"))
    there = place - 1 if up else place + 1
    if not 0 <= place < len(row) or row[place] != theme:
        raise Overtaken("It stands elsewhere by now.")
    if not 0 <= there < len(row):
        return
    row[place], row[there] = row[there], row[place]
    for position, one in enumerate(row):
        one.position = position
    RegionalTheme.objects.bulk_update(row, ["position"])
    record("moved", theme, by=by, to=there + 1)
    _told_public(theme)


@transaction.atomic
def put(theme, *, by, version):
    """Put it to the directors, and write to them: how many authorities it rests on is counted now.

    Raises Overtaken, TooFew.
    """
    theme = _held(theme)
    who = rests_on(theme)
    if not enough(who):
        raise TooFew
    theme.put(by=by, version=version, rested_on=shown_number(theme, who))
    said = f"{theme.region}’s programme manager puts a theme to its directors: {theme.title}."
    tell_directors(theme, subject="a theme for you to choose from", said=said, by=by)


@transaction.atomic
def decide(theme, *, by, version, **said):
    """Record the directors' choice: chosen, decided_on, decided_because, outcome. Raises Overtaken, NotAMove."""
    _held(theme).decide(by=by, version=version, **said)


@transaction.atomic
def release(theme, *, by, version):
    """Let everybody read it. Raises Overtaken, and TooFew when what it rests on became too little."""
    theme = _held(theme)
    if not enough(rests_on(theme)):
        raise TooFew
    theme.release(by=by, version=version)
    public_changed(theme.region)


@transaction.atomic
def take_off(theme, *, by, version):
    """Take it off the public pages; the directors go on reading it. Raises Overtaken."""
    theme = _held(theme)
    theme.take_off(by=by, version=version)
    public_changed(theme.region)


@transaction.atomic
def drop(theme, *, by, version):
    """Take it off the longlist; it can be put back. Raises Overtaken, NotAMove."""
    _held(theme).drop(by=by, version=version)


@transaction.atomic
def take_up_again(theme, *, by, version):
    """Back on the longlist, undecided and not public. Raises Overtaken, NotAMove."""
    theme = _held(theme)
    was_public = theme.is_released
    theme.take_up_again(by=by, version=version)
    if was_public:
        public_changed(theme.region)


def _held(theme):
    Cycle.objects.hold(theme.cycle_id)
    return RegionalTheme.objects.select_related("region", "cycle").get(pk=theme.pk)


def _set_sources(theme, sources, by):
    """Keep the rows of what stays, take out the others, add what is new."""
    findings = {one.record.pk: one.record for one in sources if not one.area_code}
    areas = {(one.record.pk, one.area_code): one.record for one in sources if one.area_code}
    theme.findings.exclude(finding__in=findings).delete()
    there = set(theme.findings.values_list("finding", flat=True))
    for pk in findings.keys() - there:
        ThemeFinding.objects.create(theme=theme, finding=findings[pk], made_by=by)
    for row in theme.areas.all():
        if areas.pop((row.assessment_id, row.area_code), None) is None:
            row.delete()
    for (_, code), assessment in areas.items():
        ThemeArea.objects.create(theme=theme, assessment=assessment, area_code=code, made_by=by)


def _set_steps(theme, texts, by):
    """Let the steps read `texts`, in their order: a row whose text stays is kept, another is taken out."""
    left = {step.text: step for step in theme.steps.filter(is_removed=False)}
    for position, text in enumerate(dict.fromkeys(texts)):
        if step := left.pop(text, None):
            RegionalStep.objects.filter(pk=step.pk).update(position=position)
        else:
            RegionalStep.objects.create(theme=theme, position=position, text=text, made_by=by, edited_by=by)
    theme.steps.filter(pk__in=[step.pk for step in left.values()]).update(is_removed=True)


def _told_public(theme):
    if theme.is_released:
        public_changed(theme.region)
