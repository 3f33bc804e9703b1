"""How self-assessments grow from year to year: counts of what was submitted, and of the years before, put together.

    rows = rows_of(user, region)
    years = by_year(rows, area=…, authority=…)

A Row is what is counted of one area of one authority in one year. Areas are the same from year to year when one was
copied from the other, however it is worded now, or has the same title.
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import F, Q
from django.utils.text import slugify

from peerchallenge.asked import asked_by
from peerchallenge.counts import FIELDS, counted, counts_of_section
from peerchallenge.models import Cycle, EarlierCount, FrameworkArea, Submission, SubmissionCount
from peerchallenge.words import words_of

# What a line counts: FIELDS, and of the questions those about education.
NUMBERS = (*FIELDS, "education", "education_answered")


@dataclass(frozen=True)
class Row:
    """What is counted of one area; `area` is the key of the area over the years, `numbers` are FIELDS."""

    year: str
    authority: str
    authority_code: str
    area: str
    title: str
    is_education: bool
    numbers: dict[str, int]


@dataclass(frozen=True)
class Line:
    """A line of a table: its label, NUMBERS (None: not known), on how many authorities, entered from which source."""

    label: str
    numbers: dict[str, int | None]
    authorities: int | None = None
    source: str = ""
    key: str = ""
    is_now: bool = False

    @property
    def is_earlier(self) -> bool:
        return bool(self.source)


def rows_of(user, region, authority=None) -> list[Row]:
    """Return what `user` may see counted of the latest submission of each self-assessment of a region, or of one
    `authority` of it: by year, then authority, then area. Three queries, and two more for each that wasn't counted."""
    found = Submission.objects.visible_to(user).filter(region=region).latest_of_each()
    if authority:
        found = found.filter(authority=authority)
    kept, areas = _kept(SubmissionCount.objects.visible_to(user), found), _Areas(region)
    related = ("assessment__cycle", "assessment__framework_version", "authority")
    submissions = found.defer("words", "gaps").select_related(*related)
    submissions = submissions.order_by("assessment__cycle__year", "authority__name", "pk")
    return [row for one in submissions for row in _rows(one, kept.get(one.pk) or counted(one), areas)]


def _kept(counts, submissions):
    found = {}
    for one in counts.filter(submission__in=submissions.values("pk")).order_by("area__position", "pk"):
        found.setdefault(one.submission_id, []).append(one)
    return found


def _rows(submission, counts, areas):
    year, authority = submission.assessment.cycle.year, submission.authority
    for one in counts:
        key, title, is_education = areas.of(one.area_id)
        numbers = {name: getattr(one, name) for name in FIELDS}
        yield Row(year, authority.name, authority.code, key, title, is_education, numbers)


class _Areas:
    """The areas of all frameworks that a region can use, each with the first one that it was copied from."""

    def __init__(self, region):
        mine = Q(framework_version__framework__region=None) | Q(framework_version__framework__region=region)
        columns = ("pk", "came_from", "title", "is_education")
        self.areas = {row[0]: row for row in FrameworkArea.objects.filter(mine).values_list(*columns)}

    def of(self, pk):
        """Return (key over the years, title, whether it is about education) of an area.

        The key is the title that it had first, so areas with one title are one in frameworks that share nothing.
        """
        _, came_from, title, is_education = self.areas[pk]
        first = pk
        while came_from in self.areas:
            first, came_from = came_from, self.areas[came_from][1]
        return slugify(self.areas[first][2]), title, is_education


def rows_now(assessment) -> list[Row]:
    """Return what is counted of the working text of an assessment: for its own readers only. Six queries."""
    areas = _Areas(assessment.region)
    codes = {area.code: area.pk for area in asked_by(assessment.framework_version).areas}
    place, year = assessment.authority, assessment.cycle.year
    return [
        Row(year, place.name, place.code, *areas.of(codes[section["code"]]), counts_of_section(section, {}))
        for section in words_of(assessment)["sections"]
    ]


def earlier_counts(user, region) -> list[EarlierCount]:
    """Return what was entered of the years before and `user` may see, of a region and its authorities; one query."""
    found = EarlierCount.objects.visible_to(user).standing().filter(region=region).select_related("region", "authority")
    return list(found.order_by("-year", F("authority__name").asc(nulls_first=True), "area_title", "pk"))


def first_year(region) -> str:
    """Return the year of the first cycle that was run here; "" before there is one."""
    run = region.cycles.filter(status__in=[Cycle.Status.OPEN, Cycle.Status.CLOSED])
    return run.order_by("year").values_list("year", flat=True).first() or ""


def by_year(rows, earlier=(), area="") -> list[Line]:
    """Return a line for each year, oldest first; `earlier` counts stand in for years of which nothing was submitted.

    `area` is the key of the area that `rows` were narrowed to, if they were.
    """
    lines = _lines(rows, lambda row: (row.year, row.year))
    known = {line.label for line in lines}
    before = [_entered(one) for one in earlier if one.year not in known and slugify(one.area_title) == area]
    return sorted([*before, *lines], key=lambda line: line.label)


def by_area(rows) -> list[Line]:
    return _lines(rows, lambda row: (row.area, row.title))


def by_authority(rows) -> list[Line]:
    return _lines(rows, lambda row: (row.authority_code, row.authority))


def _lines(rows, key_of):
    found = {}
    for row in rows:
        found.setdefault(key_of(row)[0], []).append(row)
    return [
        Line(key_of(group[-1])[1], total(group), len({row.authority_code for row in group}), key=key)
        for key, group in found.items()
    ]


def total(rows) -> dict[str, int]:
    """Return NUMBERS of `rows` together."""
    sums = Counter(dict.fromkeys(NUMBERS, 0))
    for row in rows:
        sums.update(row.numbers)
        if row.is_education:
            sums.update(education=row.numbers["prompts"], education_answered=row.numbers["prompts_answered"])
    return dict(sums)


def _entered(one):
    numbers = {name: getattr(one, name, None) for name in NUMBERS}
    return Line(one.year, numbers, source=one.source, key=str(one.public_id))
