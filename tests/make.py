"""Records for tests, made plainly: each function says in its arguments what it makes, and nothing else happens."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.text import slugify

from portal.accounts.models import Office, Post, User
from portal.accounts.roles import Role
from portal.events.actions import add_event
from portal.events.times import whole_days
from portal.regions.models import LocalAuthority, Region, Trust, TrustDelivery
from priorities.models import Action, Enabler, FocusArea, Plan, Priority
from priorities.periods import PlanPeriod
from updates.actions import publish, start_update
from updates.periods import Period
from updates.words import EditionText, SectionText

PASSWORD = "a long enough sentence"


def region(name="Mercia", slug=None, **fields):
    return Region.objects.create(name=name, slug=slug or name.lower().replace(" ", "-"), **fields)


def authority(name, of, code, **fields):
    return LocalAuthority.objects.create(
        name=name, region=of, code=code, type=fields.pop("type", LocalAuthority.Type.UNITARY), **fields
    )


def trust(name, *authorities, from_on=None, to_on=None):
    """A trust that delivers for `authorities` from one day to another, both included (None: always)."""
    made = Trust.objects.create(slug=slugify(name), name=name)
    for one in authorities:
        TrustDelivery.objects.create(trust=made, authority=one, from_on=from_on, to_on=to_on)
    return made


def person(name, email=None):
    return User.objects.create_user(email or f"{name.lower().replace(' ', '.')}@example.org", name, password=PASSWORD)


def post(holder, role, of=None, from_on=date(2015, 4, 1), to_on=None):
    """Give `holder` the role at `of`: a region, an authority, a trust, or None for a role of the whole network."""
    place = {} if of is None else {{"region": "region", "localauthority": "authority", "trust": "trust"}[_kind(of)]: of}
    return Post.objects.create(person=holder, role=Role(role), from_on=from_on, to_on=to_on, **place)


def _kind(organisation):
    return organisation._meta.model_name


def text(title="", sections=(("Workforce", "<p>More social workers stayed.</p>"),), **fields):
    """Words of an edition; `sections` are (heading, html) pairs."""
    return EditionText(title=title, sections=[SectionText(*section) for section in sections], **fields)


def draft(of, period="2015-11", by=None, special="", **fields):
    """A working draft of the update of region `of`; `fields` as in `text`."""
    words = text(**({"title": f"{of} update, {Period.parse(period)}"} | fields))
    return start_update(of, Period.parse(period), by=by or _somebody(), special=special, text=words)


def update(of, period="2015-11", by=None, at=None, special="", **fields):
    """A published update: its live edition, live from `at` (a moment; a minute ago when None)."""
    by = by or _somebody()
    edition = draft(of, period, by, special, **fields)
    return publish(edition, by=by, version=edition.version, at=at or timezone.now() - timedelta(minutes=1))


def _somebody():
    return User.objects.filter(email="somebody@example.org").first() or person("Somebody")


def moment(text):
    """The moment written "2016-03-27 09:00", UK time."""
    return timezone.make_aware(datetime.fromisoformat(text))


def event(title="Annual conference", of=None, starts="2026-03-03 09:00", ends=None, by=None, **fields):
    """An event of region `of` (None: of every region); `starts` and `ends` in UK time, an hour apart unless said.

    With `is_all_day=True` they are days: "2026-03-03", "2026-03-04" lasts two.
    """
    if fields.get("is_all_day"):
        starts_at, ends_at = whole_days(date.fromisoformat(starts), date.fromisoformat(ends or starts))
    else:
        starts_at = moment(starts)
        ends_at = moment(ends) if ends else starts_at + timedelta(hours=1)
    return add_event({"title": title, "starts_at": starts_at, "ends_at": ends_at} | fields, region=of, by=by)


def plan(of, period="2026-27", by=None, priorities=("Effective safeguarding",), status="draft", **fields):
    """A plan with uncoded `priorities`, straight in `status` (draft, published, closed)."""
    times = PlanPeriod.parse(period)
    out = {"published_at": timezone.now(), "published_by": by} if status != "draft" else {}
    over = {"closed_at": timezone.now(), "closed_by": by} if status == "closed" else {}
    made = Plan.objects.create(
        region=of, period=period, starts_on=times.starts_on, ends_on=times.ends_on, status=status,
        **{"title": f"Our priorities {period}", "made_by": by, "edited_by": by} | out | over | fields,
    )  # fmt: skip
    for place, title in enumerate(priorities):
        priority(made, title, position=place)
    return made


def priority(of, title="Early help", code="", **fields):
    return Priority.objects.create(plan=of, title=title, code=code, slug=slugify(code or title)[:80], **fields)


def enabler(of, title="Workforce development", code="", **fields):
    return Enabler.objects.create(plan=of, title=title, code=code, slug=slugify(code or title)[:80], **fields)


def office(held):
    """The office of a post."""
    return Office.objects.of(held)


def action(of, title="Run learning seminars", owner=None, due_on=None, **fields):
    """An action of a priority, a focus area or an enabler; `owner` is an Office."""
    kind = {Priority: "priority", FocusArea: "focus_area", Enabler: "enabler"}[type(of)]
    plan = of.priority.plan if kind == "focus_area" else of.plan
    return Action.objects.create(
        plan=plan, region=plan.region, title=title, owner=owner, due_on=due_on, **{kind: of}, **fields
    )
