"""The page that meets whoever saves a form after somebody else saved the same record: nothing typed is lost."""

from django.shortcuts import render


def saved_first(
    request, saved, *, theirs, mine, typed, discard_url,
    about=None, who=None, at=None, template="saved_first.html", **page,
):  # fmt: skip
    """Show what somebody else saved beside what was typed (409); the button sends the latter over it.

    `saved` is the record as it is now, with its `version`; `theirs` and `mine` are lists of (label, text); `typed` the
    (name, value) pairs of the form, without a version. `about` names the record where its own name says too little.
    Who saved it and when are its `edited_by` and `edited_at`, or `who` and `at`. `page` is for the template: `trail`;
    for text that isn't everybody's a template that extends this one and says whose it is, and what that takes.
    """
    context = {
        "about": about or saved,
        "saved_by": who or getattr(saved, "edited_by", None),
        "saved_at": at or getattr(saved, "edited_at", None),
        "theirs": theirs,
        "mine": mine,
        "hidden": [*typed, ("version", saved.version)],
        "discard_url": discard_url,
    }
    return render(request, template, context | page, status=409)
