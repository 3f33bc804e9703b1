"""What a row copies from its parent stays what the parent says, whoever writes to the database and how."""

import pytest
from django.db import IntegrityError, connection, transaction

from portal.audit.integrity import SameAsParent
from tests import make
from updates.actions import keep_document, take_document
from updates.importing import read_text
from updates.models import Edition, Tagging, Update
from updates.periods import Period

# Each statement is a transaction of its own, as one from outside the portal would be.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.on_postgresql]

DISAGREE = [
    "UPDATE updates_edition SET region_id = {wessex}",
    "UPDATE updates_edition SET period_from = '1999-01-01'",
    "UPDATE updates_edition SET period_to = '2030-01-01'",
    "UPDATE updates_tagging SET region_id = {wessex}",
    "UPDATE updates_tagging SET period_to = '1999-01-01'",
    "UPDATE updates_tagging SET update_id = {other}",
    "UPDATE updates_importeddocument SET region_id = {wessex}",
    "UPDATE updates_update SET region_id = {wessex} WHERE id = {update}",
    "UPDATE updates_update SET period_to = '2030-01-01' WHERE id = {update}",
    "INSERT INTO updates_tagging (edition_id, tag_id, update_id, region_id, period_to)"
    " SELECT edition_id, {tag}, update_id, {wessex}, period_to FROM updates_tagging",
]


@pytest.fixture
def names(mercia, wessex, dana):
    """The keys of what stands in Mercia, made from a document, and of what stands in Wessex."""
    document = keep_document("", read_text("Mercia update\n\nWorkforce\n\nMore stayed."), by=dana)
    draft = take_document(document, mercia, Period.parse("2015-11"), text=make.text(tags=["Adoption"]), by=dana)
    Tagging.objects.follow(draft.update_id)
    other = Update.objects.create(region=wessex, period_from="2015-11-01", period_to="2015-11-01")
    tag = Tagging.objects.get().tag_id
    return {"update": draft.update_id, "other": other.pk, "wessex": wessex.pk, "mercia": mercia.pk, "tag": tag}


def run(statement, names):
    with connection.cursor() as cursor:
        cursor.execute(statement.format(**names))


@pytest.mark.parametrize("statement", DISAGREE)
def test_a_statement_that_parts_a_row_from_its_parent_is_refused(names, statement):
    with pytest.raises(IntegrityError):
        run(statement, names)


def test_a_transaction_may_change_parent_and_children_together(names):
    with transaction.atomic():
        run("UPDATE updates_tagging SET region_id = {wessex}, period_to = '2016-01-01'", names)
        run("UPDATE updates_edition SET region_id = {wessex}, period_to = '2016-01-01'", names)
        run("UPDATE updates_importeddocument SET region_id = {wessex}", names)
        run("UPDATE updates_update SET region_id = {wessex}, period_to = '2016-01-01' WHERE id = {update}", names)
    assert Tagging.objects.get().region_id == names["wessex"]


def test_a_parent_without_children_may_change(names):
    run("UPDATE updates_update SET region_id = {mercia}, period_to = '2016-01-01' WHERE id = {other}", names)
    assert Update.objects.get(pk=names["other"]).region_id == names["mercia"]


def test_a_copy_that_is_not_yet_made_is_not_compared(names):
    run("UPDATE updates_tagging SET region_id = NULL, update_id = NULL, period_to = '1999-01-01'", names)
    assert Tagging.objects.get().region_id is None


def test_the_constraint_can_be_taken_away_and_put_back(names):
    (constraint,) = [c for c in Tagging._meta.constraints if isinstance(c, SameAsParent)]
    others = [c for c in Tagging._meta.constraints if c is not constraint]
    whole = Tagging._meta.constraints
    try:
        Tagging._meta.constraints = others
        with connection.schema_editor() as editor:
            editor.remove_constraint(Tagging, constraint)
        run("UPDATE updates_tagging SET region_id = {wessex}", names)
        run("UPDATE updates_tagging SET region_id = {mercia}", names)
    finally:
        Tagging._meta.constraints = whole
        with connection.schema_editor() as editor:
            editor.add_constraint(Tagging, constraint)
    with pytest.raises(IntegrityError):
        run("UPDATE updates_tagging SET region_id = {wessex}", names)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only on SQLite are tables made anew")
@pytest.mark.parametrize("model", [Update, Edition, Tagging], ids=lambda model: model.__name__)
def test_it_holds_after_a_table_was_made_anew(names, model):
    with connection.schema_editor() as editor:
        editor._remake_table(model)
    for statement in DISAGREE:
        with pytest.raises(IntegrityError):
            run(statement, names)


@pytest.mark.parametrize(("fields", "found"), [(["region"], []), (["period_from"], ["audit.E001"])])
def test_a_parent_that_does_not_offer_the_copy_is_an_error(fields, found):
    constraint = SameAsParent(parent="update", fields=fields, name="x")
    assert [error.id for error in constraint._check(Edition, connection)] == found
