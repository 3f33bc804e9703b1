"""How many queries the public pages of plans take: the same for 1, 10 and 200 actions, and for either shape."""

import pytest

from priorities.models import Became
from tests import make
from tests.priorities import shapes

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgresql]
COUNTS = {
    "/priorities/": 2,
    "/mercia/priorities/": 4,
    "/mercia/priorities/2026-27/": 20,
    "/mercia/priorities/2026-27/early-help/": 22,
    "/mercia/": 10,
}


@pytest.fixture(params=[1, 10, 200])
def full(request, mercia, ardenvale, dana):
    plan = shapes.uncoded(mercia, [ardenvale], dana, actions=max(1, request.param // 5), status="published")
    enabler = make.enabler(plan)
    shapes.action(enabler, "Train everybody", None, "done", dana)
    old = make.plan(mercia, "2025-26", by=dana, status="closed", priorities=("Front doors",))
    Became.objects.create(plan=plan, was=old.priorities.get(), now=plan.priorities.get(slug="early-help"))


@pytest.mark.parametrize("address", COUNTS)
def test_queries_of_a_page(client, full, django_assert_num_queries, address):
    client.get(address)
    with django_assert_num_queries(COUNTS[address]):
        assert client.get(address).status_code == 200
