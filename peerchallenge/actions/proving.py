"""Evidence of a statement: its rows as they were typed, and the files that belong to them.

A row that was submitted once is never given another file: the frozen text goes on naming the one that it had.
"""

from datetime import date

from peerchallenge.models import Evidence
from peerchallenge.said import EvidenceText
from portal.files import storing
from portal.files.models import Blob


def write_evidence(statement, rows: list[EvidenceText]) -> None:
    """Let `rows` be the statement's evidence, in their order; rows that are left out are taken out.

    In the transaction that took the statement's version.
    """
    there = {str(one.public_id): one for one in statement.evidence.standing().select_related("blob")}
    for position, row in enumerate(rows):
        evidence = there.pop(row.id, None)
        if evidence is not None and row.file and evidence.blob:
            _let_go(statement, [evidence])
            evidence = None
        evidence = evidence or Evidence(statement=statement)
        evidence.position = position
        for name, value in row.values().items():
            setattr(evidence, name, value)
        if row.file:
            evidence.blob = storing.keep(row.file.data, row.file.kind.content_type)
            evidence.file_name = row.file.name
        evidence.save()
        row.id = str(evidence.public_id)
    _let_go(statement, there.values())


def _let_go(statement, gone):
    """Take rows out. Their files go, unless they may have been submitted."""
    was_submitted = statement.section.assessment.submissions.exists()
    for evidence in gone:
        evidence.is_removed = True
        if evidence.blob and not was_submitted:
            blob = evidence.blob_id
            evidence.blob, evidence.file_name = None, ""
            evidence.save()
            storing.drop_unused(Blob.objects.filter(pk=blob))
        else:
            evidence.save()


def copy_evidence(statement, said: list[dict]) -> None:
    """Copy evidence as it was submitted (`said`, as in `peerchallenge.words`); files are shared, not copied."""
    rows = Evidence.objects.filter(public_id__in=[one["id"] for one in said], authority=statement.authority_id)
    files = {str(row.public_id): row for row in rows.select_related("blob")}
    for position, one in enumerate(said):
        values = {name: one[name] for name in EvidenceText.FIELDS}
        values["dated_on"] = date.fromisoformat(one["dated_on"]) if one["dated_on"] else None
        row = files.get(one["id"])
        if row and row.blob and row.blob.sha256 == one["sha256"]:
            values |= {"blob": row.blob, "file_name": row.file_name}
        Evidence.objects.create(statement=statement, position=position, **values)
