"""The frameworks that come with the portal, brought into the database: what is new is added, nothing is changed."""

import tomllib
from pathlib import Path

from django.db import transaction

from peerchallenge.frameworks.checking import check
from peerchallenge.frameworks.reading import read
from peerchallenge.frameworks.text import FrameworkText, followed, text_of, words_of_version, write_text
from peerchallenge.models import Framework, FrameworkVersion
from portal.audit.models import record
from portal.drafting.models.version import Version, keep_version
from portal.ui import richtext

FOLDER = Path(__file__).parents[1] / "shipped"


class BadFramework(Exception):
    """A file that comes with the portal can't be used; the text says what is wrong with it."""


def load(folder=FOLDER) -> list[str]:
    """Add and publish the versions of `folder` that aren't there yet; return their names.

    Safe to run twice: one that is there is never changed, whatever its file says now. All or nothing; raises
    BadFramework.
    """
    with transaction.atomic():
        return [str(_add(about, folder)) for about in shipped(folder) if not _is_there(about)]


def shipped(folder=FOLDER) -> list[dict]:
    """Return what `frameworks.toml` says of each version: slug, name, label, introduction, file."""
    return tomllib.loads((Path(folder) / "frameworks.toml").read_text())["framework"]


def text_in(file: Path) -> FrameworkText:
    """Return what the spreadsheet `file` asks. Raises BadFramework."""
    text, problems = check(read(file.name, file.read_bytes()))
    if problems:
        raise BadFramework(f"{file.name}:\n" + "\n".join(f"row {p.row}, {p.column}: {p.rule}" for p in problems))
    return text


def _is_there(about):
    versions = FrameworkVersion.objects.filter(framework__region=None, framework__slug=about["slug"])
    return versions.filter(label=about["label"]).exists()


def _add(about, folder):
    framework, _ = Framework.objects.get_or_create(region=None, slug=about["slug"], defaults={"name": about["name"]})
    before = framework.versions.published().first()
    introduction = richtext.from_typed(about["introduction"])
    version = FrameworkVersion.objects.create(
        framework=framework, label=about["label"], introduction=introduction, based_on=before
    )
    text = text_in(Path(folder) / about["file"])
    write_text(version, followed(text, text_of(before)) if before else text, by=None)
    version.publish(by=None, version=version.version)
    keep_version(version, words_of_version(version), act=Version.Act.PUBLISHED, by=None)
    record("came with the portal", version)
    return version
