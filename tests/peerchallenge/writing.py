"""What a browser sends when somebody writes in a self-assessment."""

JSON = {"Accept": "application/json"}


def statement_form(statement, *evidence, **fields):
    """The form of a statement with rows of `evidence` (dicts), as it was opened unless `fields` say otherwise."""
    values = {"version": statement.version, "prompt": statement.prompt_id or "", "kind": statement.kind,
              "claim": statement.claim, "so_what": statement.so_what, "next_step": statement.next_step,
              "next_owner": statement.next_owner, "next_on": statement.next_on or "",
              "confidence": statement.confidence, "evidence-count": len(evidence)}  # fmt: skip
    for number, row in enumerate(evidence):
        values |= {f"evidence-{number}-{name}": value for name, value in row.items()}
    return values | fields


def section_form(section, **fields):
    completed = "yes" if section.status == "completed" else "no"
    values = {"version": section.version, "grade": section.grade_id or "", "rationale": section.rationale,
              "direction": section.direction, "is_completed": completed}  # fmt: skip
    return values | fields


def url(record, *verb):
    kind = record._meta.model_name
    return "/".join([f"/peer-challenge/{kind}s/{record.public_id}", *verb, ""])


def sent(client, record, form):
    """Press a button of the record's page; return the answer."""
    return client.post(url(record), form)


def autosaved(client, record, form):
    """Let the page save by itself; return (status, JSON)."""
    answer = client.post(url(record, "save"), form, headers=JSON)
    return answer.status_code, answer.json()
