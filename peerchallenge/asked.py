"""What a framework version asks, as plain values: its areas with their questions, its scale, from where each came.

A published version never changes, so each worker reads it once and remembers it.
"""

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from peerchallenge.models import FrameworkArea, Prompt, ScalePoint

MOST_VERSIONS = 200  # remembered: those of nine regions' last twenty years


class Question(NamedTuple):
    """A prompt; `applies_to` is one of AppliesTo."""

    pk: int
    code: str
    text: str
    is_voice: bool
    applies_to: str


class AskedArea(NamedTuple):
    """An area of the framework; `code_then` is its code in the version `version_then` that it was copied from."""

    pk: int
    code: str
    title: str
    code_then: str | None
    version_then: int | None
    questions: tuple[Question, ...]


class Asked(NamedTuple):
    """The areas in their order, and the scale as (label, descriptor), the best first."""

    areas: tuple[AskedArea, ...]
    scale: tuple[tuple[str, str], ...]

    def questions_of(self, area_id) -> tuple[Question, ...]:
        return next((area.questions for area in self.areas if area.pk == area_id), ())


def asked_by(version) -> Asked:
    """Return what `version` asks; three queries, none of a published version that this worker has read before."""
    if version.is_published:
        return _remembered(version.pk, version.published_at)
    return _read(version.pk)


@lru_cache(maxsize=MOST_VERSIONS)
def _remembered(pk, published_at: datetime) -> Asked:
    """`published_at` tells it from another version that a database gave the same number."""
    return _read(pk)


def _read(pk):
    questions = {}
    rows = Prompt.objects.filter(area__framework_version=pk).order_by("position", "pk")
    for area_id, *values in rows.values_list("area", *Question._fields):
        questions.setdefault(area_id, []).append(Question(*values))
    areas = FrameworkArea.objects.filter(framework_version=pk).order_by("position", "pk")
    found = areas.values_list("pk", "code", "title", "came_from__code", "came_from__framework_version")
    scale = ScalePoint.objects.filter(framework_version=pk).order_by("position", "pk")
    return Asked(
        tuple(AskedArea(*values, tuple(questions.get(values[0], ()))) for values in found),
        tuple(scale.values_list("label", "descriptor")),
    )


forget = _remembered.cache_clear  # for tests, whose databases begin anew
