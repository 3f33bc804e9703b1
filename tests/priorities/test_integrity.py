"""What stands in a plan stays in that plan, whoever writes to the database and how."""

import pytest
from django.db import IntegrityError, connection

from priorities.models import ActionNote, Became, FocusArea
from tests import make

# Each statement is a transaction of its own, as one from outside the portal would be.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.on_postgresql]

DISAGREE = [
    "UPDATE priorities_action SET priority_id = {foreign}",
    "UPDATE priorities_action SET plan_id = {other}",
    "UPDATE priorities_action SET region_id = {wessex}",
    "UPDATE priorities_actionnote SET region_id = {wessex}",
    "UPDATE priorities_focusarea SET plan_id = {other}",
    "UPDATE priorities_focusarea SET priority_id = {foreign}",
    "UPDATE priorities_became SET plan_id = {other}",
]


@pytest.mark.parametrize("statement", DISAGREE)
def test_a_statement_that_takes_a_row_out_of_its_plan_is_refused(mercia, wessex, dana, statement):
    plan, other = make.plan(mercia, by=dana), make.plan(wessex, by=dana)
    before = make.plan(mercia, "2025-26", by=dana, status="published")
    priority = plan.priorities.first()
    FocusArea.objects.create(priority=priority, text="Front door")
    ActionNote.objects.create(action=make.action(priority), text="Held.")
    Became.objects.create(plan=plan, was=before.priorities.first(), now=priority)
    names = {"foreign": other.priorities.first().pk, "other": other.pk, "wessex": wessex.pk}
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute(statement.format(**names))
