"""What a version of a framework says, as plain values: the one form in which it is copied, compared, kept and printed.

In a text `pk` is the row that says it (None: none yet), `came_from` the row of the version before that it follows.
"""

from dataclasses import asdict, dataclass, replace

from peerchallenge.models import AppliesTo, FrameworkArea, Prompt, ScalePoint


@dataclass(frozen=True)
class PointText:
    """A judgement, and what it means."""

    label: str
    descriptor: str = ""


@dataclass(frozen=True)
class PromptText:
    """A question; its guidance is clean rich text."""

    code: str
    text: str
    guidance: str = ""
    evidence_expected: str = ""
    is_voice: bool = False
    applies_to: str = AppliesTo.ALL.value
    pk: int | None = None
    came_from: int | None = None


@dataclass(frozen=True)
class AreaText:
    """An area with its questions in their order; its guidance is clean rich text."""

    code: str
    title: str
    guidance: str = ""
    minutes: int = 20
    at_area_level: bool = False
    is_education: bool = False
    applies_to: str = AppliesTo.ALL.value
    prompts: tuple[PromptText, ...] = ()
    pk: int | None = None
    came_from: int | None = None

    def __str__(self):
        return f"{self.code}. {self.title}"


@dataclass(frozen=True)
class FrameworkText:
    """All that a version asks: its scale, the best judgement first, and its areas in their order."""

    scale: tuple[PointText, ...] = ()
    areas: tuple[AreaText, ...] = ()


AREA_FIELDS = ("code", "title", "guidance", "minutes", "at_area_level", "is_education", "applies_to")
PROMPT_FIELDS = ("code", "text", "guidance", "evidence_expected", "is_voice", "applies_to")
# What a framework that begins with nothing judges by, until its region says otherwise.
USUAL_SCALE = tuple(
    PointText(label) for label in ("Outstanding", "Good", "Requires improvement to be good", "Inadequate")
)


def text_of(version) -> FrameworkText:
    """Return what `version` says; three queries."""
    scale = tuple(PointText(point.label, point.descriptor) for point in version.scale.all())
    return FrameworkText(scale, tuple(area_text(area) for area in version.areas.prefetch_related("prompts")))


def area_text(area) -> AreaText:
    """Return what an area says, with its questions."""
    prompts = tuple(_text(PromptText, PROMPT_FIELDS, prompt) for prompt in area.prompts.all())
    return replace(_text(AreaText, AREA_FIELDS, area), prompts=prompts)


def _text(kind, names, row):
    values = {name: getattr(row, name) for name in names}
    return kind(**values | {"applies_to": str(row.applies_to), "pk": row.pk, "came_from": row.came_from_id})


def copied(text: FrameworkText) -> FrameworkText:
    """Return the text of a version that follows the one that says `text`: each area and question came from its own."""
    areas = (replace(_next(area), prompts=tuple(map(_next, area.prompts))) for area in text.areas)
    return replace(text, areas=tuple(areas))


def _next(one):
    return replace(one, pk=None, came_from=one.pk)


def followed(text: FrameworkText, before: FrameworkText) -> FrameworkText:
    """Return `text`, which came without rows, as what follows `before`: by the codes that both have."""
    areas = {area.code.casefold(): area.pk for area in before.areas}
    prompts = {prompt.code.casefold(): prompt.pk for area in before.areas for prompt in area.prompts}
    return _with(text, lambda one, is_area: {"came_from": (areas if is_area else prompts).get(one.code.casefold())})


def put_in_place(text: FrameworkText, there: FrameworkText) -> FrameworkText:
    """Return `text`, which came without rows, in the place of `there`, a draft: what has a code of the draft keeps its
    row and what it came from; without judgements of its own it keeps the draft's."""
    areas = {area.code.casefold(): area for area in there.areas}
    prompts = {prompt.code.casefold(): prompt for area in there.areas for prompt in area.prompts}

    def kept(one, is_area):
        known = (areas if is_area else prompts).get(one.code.casefold())
        return {"pk": known.pk, "came_from": known.came_from} if known else {}

    return replace(_with(text, kept), scale=text.scale or there.scale)


def _with(text, fields):
    """Return `text` with the `fields(area or question, is_area)` set in each."""
    areas = (
        replace(area, **fields(area, True), prompts=tuple(replace(one, **fields(one, False)) for one in area.prompts))
        for area in text.areas
    )
    return replace(text, areas=tuple(areas))


def write_scale(version, scale) -> None:
    """Let `version`, a draft held by the caller, judge by `scale` and nothing else."""
    version.scale.all().delete()
    ScalePoint.objects.bulk_create(
        ScalePoint(framework_version=version, position=position, **asdict(point))
        for position, point in enumerate(scale)
    )


def write_text(version, text: FrameworkText, *, by) -> None:
    """Let `version`, a draft held by the caller, say `text` and nothing else; rows that it names are kept by their id.

    Nothing points at the rows of a draft, so they are written anew: codes may change places. What names a row of
    another version gets one of its own.
    """
    write_scale(version, text.scale)
    prompts = Prompt.objects.filter(framework_version=version)
    asked = set(prompts.values_list("pk", flat=True))
    prompts.delete()
    versions = dict(version.areas.values_list("pk", "version"))
    version.areas.all().delete()
    for position, area in enumerate(text.areas):
        fields = {name: getattr(area, name) for name in AREA_FIELDS}
        made = FrameworkArea.objects.create(
            pk=area.pk if area.pk in versions else None, framework_version=version, position=position,
            came_from_id=area.came_from, version=versions.get(area.pk, 0) + 1, made_by=by, edited_by=by, **fields,
        )  # fmt: skip
        write_prompts(made, [replace(one, pk=one.pk if one.pk in asked else None) for one in area.prompts])


def write_prompts(area, prompts) -> None:
    """Let `area`, of a draft held by the caller, ask `prompts` and nothing else; see `write_text`."""
    area.prompts.all().delete()
    Prompt.objects.bulk_create(
        Prompt(
            pk=prompt.pk, area=area, framework_version_id=area.framework_version_id, position=position,
            came_from_id=prompt.came_from, **{name: getattr(prompt, name) for name in PROMPT_FIELDS},
        )
        for position, prompt in enumerate(prompts)
    )  # fmt: skip


def words_of_version(version) -> dict:
    """Return what a version says, for its history: plain values."""
    about = {"framework": version.framework.name, "label": version.label, "introduction": version.introduction}
    return about | asdict(text_of(version))
