"""Writing a framework: each verb is one transaction under a lock of its version, and keeps what was said before.

Only drafts are written in: a published version never changes.
"""

from contextlib import contextmanager
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from peerchallenge.frameworks.readiness import what_is_missing
from peerchallenge.frameworks.text import text_of, words_of_version, write_prompts, write_scale, write_text
from peerchallenge.models import Framework, FrameworkArea, FrameworkVersion, Prompt
from portal.audit.models import FormKey, Overtaken, record
from portal.drafting.models.version import Version, keep_version
from portal.ui import richtext


class NotADraft(PermissionDenied):
    """The version is published or was discarded: nothing in it changes any more."""


class NameTaken(Exception):
    """The region has a framework of this name."""


class LabelTaken(Exception):
    """The framework has a version with this label."""


class CodeTaken(Exception):
    """Another area, or a question of another area, has one of the codes."""


class NotReady(Exception):
    """`missing` says what the version lacks."""

    def __init__(self, missing):
        super().__init__(" ".join(missing))
        self.missing = missing


def changeable_version(pk) -> FrameworkVersion:
    """Return the draft with this id, locked until the caller's transaction ends. Raises NotADraft."""
    version = FrameworkVersion.objects.hold(pk)
    if not version.is_draft:
        raise NotADraft(f"{version} is {version.status}.")
    return version


@transaction.atomic
def start_framework(region, name, kind, label, text, *, by, based_on=None, form_key=None) -> FrameworkVersion:
    """Make a framework of `region` and its first draft, which says `text` (a FrameworkText), and return the draft.

    Raises NameTaken; KeyAlreadyUsed when the form was saved before.
    """
    FormKey.refuse_used(form_key, FrameworkVersion)
    slug = slugify(name)[:60]
    if Framework.objects.filter(region=region, slug=slug).exists():
        raise NameTaken(name)
    try:
        with transaction.atomic():
            framework = Framework.objects.create(region=region, slug=slug, name=name, kind=kind)
    except IntegrityError as taken:
        raise NameTaken(name) from taken
    return start_version(framework, label, text, by=by, based_on=based_on, form_key=form_key)


@transaction.atomic
def start_version(framework, label, text, *, by, based_on=None, introduction=None, form_key=None) -> FrameworkVersion:
    """Make a draft of `framework` that says `text` and, unless given, the introduction of `based_on`; return it.

    Raises LabelTaken; KeyAlreadyUsed when the form was saved before.
    """
    FormKey.refuse_used(form_key, FrameworkVersion)
    if introduction is None:
        introduction = based_on.introduction if based_on else ""
    fields = {"label": label, "introduction": introduction, "based_on": based_on, "made_by": by, "edited_by": by}
    try:
        with transaction.atomic():
            version = FrameworkVersion.objects.create(framework=framework, **fields)
    except IntegrityError as taken:
        raise LabelTaken(label) from taken
    if form_key:
        FormKey.spend(form_key, version)
    write_text(version, text, by=by)
    _keep(version, by=by)
    record("started", version, by=by)
    return version


@transaction.atomic
def edit_version(version, *, by, seen, scale, name="", **fields) -> FrameworkVersion:
    """Set label, introduction (`fields`) and scale of a draft on top of its version `seen`; return it as it is now.

    `name` (empty: as it is) is that of the framework, which stays once a version of it is published. Raises LabelTaken,
    Overtaken.
    """
    version = changeable_version(version.pk)
    fields["introduction"] = richtext.clean(fields.get("introduction", version.introduction))
    try:
        with transaction.atomic():
            version.rewrite(by=by, version=seen, **fields)
    except IntegrityError as taken:
        raise LabelTaken(fields["label"]) from taken
    if name and may_be_renamed(version.framework):
        version.framework.name = name
        version.framework.save(update_fields=["name"])
    write_scale(version, scale)
    _keep(version, by=by)
    return version


def may_be_renamed(framework) -> bool:
    """Return whether no version of the framework is published yet: cycles know it by no name."""
    return not framework.versions.published().exists()


@transaction.atomic
def add_area(version, text, *, by, form_key=None) -> FrameworkArea:
    """Add an area that says `text` (an AreaText) after the others. Raises CodeTaken, KeyAlreadyUsed."""
    FormKey.refuse_used(form_key, FrameworkArea)
    version = changeable_version(version.pk)
    last = version.areas.last()
    area = FrameworkArea(framework_version=version, position=last.position + 1 if last else 0, made_by=by, edited_by=by)
    for name, value in _area_fields(text).items():
        setattr(area, name, value)
    with _codes_are_free():
        area.save()
        write_prompts(area, [replace(prompt, pk=None, came_from=None) for prompt in text.prompts])
    if form_key:
        FormKey.spend(form_key, area)
    record("added", area, by=by)
    _keep(version, by=by)
    return area


@transaction.atomic
def edit_area(version, pk, text, *, by, seen) -> FrameworkArea:
    """Let the area `pk` of a draft say `text` (an AreaText whose questions name their rows), on top of its version
    `seen`; return it. Raises CodeTaken, Overtaken; FrameworkArea.DoesNotExist when it was taken out."""
    version = changeable_version(version.pk)
    area = version.areas.select_related("framework_version__framework__region").get(pk=pk)
    came_from = dict(area.prompts.values_list("pk", "came_from"))
    prompts = [
        replace(prompt, pk=prompt.pk if prompt.pk in came_from else None, came_from=came_from.get(prompt.pk))
        for prompt in text.prompts
    ]
    with _codes_are_free():
        area.rewrite(by=by, version=seen, **_area_fields(text))
        write_prompts(area, prompts)
    _keep(version, by=by)
    return area


def _area_fields(text):
    names = ("code", "title", "minutes", "at_area_level", "is_education", "applies_to")
    return {name: getattr(text, name) for name in names} | {"guidance": richtext.clean(text.guidance)}


@contextmanager
def _codes_are_free():
    """A savepoint that raises CodeTaken where the database finds a code twice in the version."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as taken:
        raise CodeTaken from taken


@transaction.atomic
def move_area(version, pk, step: int, *, by, seen) -> None:
    """Move the area `pk` of a draft by `step` places (-1: up), on top of what `seen` counted as `changes`.

    Raises Overtaken, also when the area isn't there any more.
    """
    version = _as_seen(version, seen)
    areas = list(version.areas.all())
    at = next((place for place, area in enumerate(areas) if area.pk == pk), None)
    if at is None:
        raise Overtaken("The area was taken out.")
    areas.insert(min(max(at + step, 0), len(areas)), areas.pop(at))
    for position, area in enumerate(areas):
        area.position = position
    FrameworkArea.objects.bulk_update(areas, ["position"])
    record("moved an area of", version, by=by)
    _keep(version, by=by)


@transaction.atomic
def take_out_area(version, pk, *, by, seen) -> None:
    """Take the area `pk` with its questions out of a draft; what they said stays in the history.

    `seen` is the area's version. Raises Overtaken when somebody saved it first, or took it out.
    """
    version = changeable_version(version.pk)
    area = version.areas.filter(pk=pk, version=seen).first()
    if area is None:
        raise Overtaken("Somebody changed the area first.")
    record("took out", area, by=by)
    area.framework_version = version
    Prompt.objects.filter(area=area).delete()
    area.delete()
    _keep(version, by=by)


@transaction.atomic
def replace_text(version, text, *, by, seen) -> FrameworkVersion:
    """Let a draft say `text` and nothing else, on top of what `seen` counted as `changes`. Raises Overtaken."""
    version = _as_seen(version, seen)
    write_text(version, text, by=by)
    record("brought a spreadsheet into", version, by=by)
    _keep(version, by=by)
    return version


@transaction.atomic
def publish_version(version, *, by, seen) -> FrameworkVersion:
    """Let nothing in a draft change any more, so that cycles can use it; return it.

    `seen` counted its `changes` when the person read it. Raises Overtaken, NotReady.
    """
    version = _as_seen(version, seen)
    if missing := what_is_missing(text_of(version)):
        raise NotReady(missing)
    version.publish(by=by, version=version.version)
    keep_version(version, words_of_version(version), act=Version.Act.PUBLISHED, by=by)
    return version


@transaction.atomic
def discard_version(version, *, by, seen) -> None:
    """Throw a draft away. `seen` counted its `changes`. Raises Overtaken."""
    version = _as_seen(version, seen)
    version.discard(by=by, version=version.version)


def _as_seen(version, seen):
    """Return the draft, locked; raise Overtaken when something was written into it since `seen`."""
    version = changeable_version(version.pk)
    if version.changes != seen + 1:
        raise Overtaken(f"Somebody changed {version} first.")
    return version


def _keep(version, *, by):
    keep_version(version, words_of_version(version), act=Version.Act.SAVED, by=by)
