"""What Mercia makes of its reviews: what it promised, last year’s findings, themes, help between authorities."""

from datetime import date, timedelta

from peerchallenge.demo.reviews import content, findings, standing, teams
from peerchallenge.demo.writing import director_of
from peerchallenge.models import SelfAssessment
from peerchallenge.reviews.actions import brokering, promising, theming
from peerchallenge.reviews.models import HelpEntry, Introduction, RegionalTheme, Review, ReviewKind, Stage, Theme
from peerchallenge.reviews.stages import months_after
from peerchallenge.reviews.theming import Source, of_finding
from portal.regions.models import LocalAuthority

LAST_YEAR = {"Kingsmarsh": (10, 13), "East Lindenshire": (11, 10), "West Lindenshire": (12, 1)}


def promise(region, *, by, today):
    """A team review for each authority, within fifteen months that began eleven months ago."""
    starts_on = months_after(today.replace(day=1), -11)
    ends_on = months_after(starts_on, 15) - timedelta(1)
    source = f"Directors’ meeting of {starts_on + timedelta(9):%B %Y}"
    return promising.promise(
        region, by=by, kind=ReviewKind.objects.get(region=None, slug="team-review"), round=1, words=content.PROMISE,
        starts_on=starts_on, ends_on=ends_on, source=source,
    )  # fmt: skip


def to_come(made, *, by, today):
    """One is being prepared, one slipped past the end of what was `made` as a promise, one is only asked for."""
    begins_on = standing.weekday(today + timedelta(63), 1)
    temebridge = standing.begin("Temebridge", "team-review", by=by, begins_on=begins_on)
    teams.fill(temebridge, ("charlie", "asha.penrose", "lena"), by=by, asked=("charlie", "lena"))
    slipped = standing.weekday(made.ends_on + timedelta(30), 1)
    cressmere = standing.begin("Cressmere", "team-review", by=by, begins_on=slipped)
    for review in (temebridge, cressmere):
        standing.walk(review, Stage.SCOPING, by=by)
    standing.begin("East Lindenshire", "team-review", by=director_at("East Lindenshire"),
                   asked="Whether our smallest teams can go on covering for one another.")  # fmt: skip


def director_at(place):
    return director_of(Review(authority=LocalAuthority.objects.get(name=place, region__slug="mercia")))


def last_year(cycle, *, by) -> list:
    """Make the three visits of last year, which are over; return those of their findings that have one theme."""
    made = []
    for place, (month, day) in LAST_YEAR.items():
        begins_on = standing.weekday(date(int(cycle.year[:4]), month, day), 1)
        found = [{"says": "agree", "reply": "", **one}
                 for one in findings.FOUND["last_year"][place.lower().replace(" ", "_")]]  # fmt: skip
        kind, host = "safeguarding-assurance-visit", director_at(place)
        review = standing.begin(place, kind, by=by, begins_on=begins_on, cycle=cycle)
        with standing.on(begins_on + timedelta(4)):
            findings.write(review, found, by=by)
        review = standing.walk(review, Stage.FINAL_LETTER, by=by)
        findings.reply(review, found, by=host, on=standing.moment(begins_on + timedelta(50)))
        review.checks.all().delete()
        made += standing.walk(review, Stage.CLOSED, by=by, host=host).findings.order_by("position")[:1]
    return made


def themes(last, this, old, *, by):
    """Last year's theme was chosen and is public; this year one is before the directors and one is on the list."""
    about = {one.name: one for one in Theme.objects.filter(region=None)}
    door = _theme(last, content.CHOSEN, about["Front door and thresholds"], old, content.CHOSEN_STEPS, by)
    theming.put(door, by=by, version=door.version)
    summit = date(int(last.year[:4]) + 1, 3, 10)
    door.refresh_from_db()
    theming.decide(door, by=by, version=door.version, chosen=True, decided_on=summit, **content.CHOICE)
    door.refresh_from_db()
    theming.release(door, by=by, version=door.version)
    dated = {"made_at": summit - timedelta(60), "put_at": summit - timedelta(21), "released_at": summit + timedelta(20)}
    RegionalTheme.objects.filter(pk=door.pk).update(**{name: standing.moment(day) for name, day in dated.items()})
    drift = _findings("Help and protection", kind="area")
    put = _theme(this, content.PUT, about["Help and protection"], drift, content.PUT_STEPS, by)
    theming.put(put, by=by, version=put.version)
    _theme(this, content.LISTED, about["Quality assurance and learning"], _findings(content.AUDIT, kind="area"), (), by)


def _findings(theme, **about):
    found = Review.objects.filter(region__slug="mercia", kind__slug="team-review").order_by("pk")
    rows = [review.findings.standing().filter(theme__name=theme, **about).select_related("authority", "theme")
            for review in found]  # fmt: skip
    return [one for each in rows for one in each]


def _theme(cycle, words, about, found, steps, by):
    sources = [of_finding(one) for one in found]
    if not steps:  # not yet ready for the directors: it rests on what authorities say of themselves besides
        assessments = SelfAssessment.objects.filter(cycle=cycle, status="submitted").select_related("authority")
        sources += [Source("", one.authority, "", "", "", one, "A") for one in assessments[:2]]
    return theming.make(cycle, by=by, sources=sources, steps=steps, about=about, **words)


def help_board(*, by, today):
    """Severnford asks and Kingsmarsh offers, and they were brought together; an ask and an offer wait for others."""
    about = {one.name: one for one in Theme.objects.filter(region=None)}
    door = "Front door and thresholds"
    asked = _findings(door, kind="area", review__authority__name="Severnford")[0]
    offered = _findings(door, kind="strength", review__authority__name="Kingsmarsh")[0]
    ask = _post("Severnford", "ask", content.ASK, about[door], "Assistant Director, Front Door", asked)
    offer = _post("Kingsmarsh", "offer", content.OFFER, about[door], "Head of Front Door", offered)
    _post("Cressmere", "ask", content.ANOTHER_ASK, about["Special educational needs and disabilities"], "Head of SEND")
    _post("Ardenvale", "offer", content.ANOTHER_OFFER, about["Special educational needs and disabilities"],
          "Head of Disabled Children’s Service")  # fmt: skip
    made = brokering.introduce(ask, offer.authority, by=by, note=content.BROUGHT_TOGETHER, offer=offer)
    on = today - timedelta(93)
    Introduction.objects.filter(pk=made.pk).update(on=on, ask_on=on + timedelta(90), made_at=standing.moment(on))
    HelpEntry.objects.filter(pk__in=[ask.pk, offer.pk]).update(made_at=standing.moment(on - timedelta(9)))


def _post(place, kind, text, theme, contact, finding=None):
    authority = LocalAuthority.objects.select_related("region").get(name=place, region__slug="mercia")
    return brokering.post(authority, by=director_at(place), kind=kind, text=text, theme=theme, contact=contact,
                          finding=finding)  # fmt: skip
