"""What a region promises of its reviews: added, edited, taken out."""

from django.db import transaction

from peerchallenge.reviews.models import CoveragePromise
from portal.audit.models import FormKey, record


@transaction.atomic
def promise(region, *, by, form_key=None, **fields) -> CoveragePromise:
    """Note a promise; `fields` are those of CoveragePromise. Raises KeyAlreadyUsed when the form was sent before."""
    FormKey.refuse_used(form_key, CoveragePromise)
    made = CoveragePromise.objects.create(region=region, made_by=by, edited_by=by, **fields)
    if form_key:
        FormKey.spend(form_key, made)
    record("noted the promise", made, by=by)
    return made


def edit(made, *, by, version, **fields) -> None:
    """Change what was noted. Raises Overtaken."""
    made.rewrite(by=by, version=version, **fields)


def take_out(made, *, by, version) -> None:
    """It was noted in error. Raises Overtaken."""
    made.rewrite(by=by, version=version, verb="took out the promise", is_removed=True)
