"""`manage.py demo`: an invented region, sample people and a small public record. Safe to run twice."""

from django.core.management.base import BaseCommand
from django.db import transaction

from peerchallenge.demo import make_peer_challenge
from peerchallenge.demo.reviews import make_reviews
from portal.accounts.demo import make_sample_people
from portal.events.demo import make_events
from portal.regions.demo import make_mercia
from priorities.demo import make_plans
from updates.demo import make_updates


class Command(BaseCommand):
    help = "Make the invented region Mercia, the sample people, and a small record of all that the portal holds."

    @transaction.atomic
    def handle(self, **options):
        make_mercia()
        make_sample_people()
        # Plans say what events are about and which themes of reviews they carry, updates what their sections are about.
        events, cycles, reviews = make_events(), make_peer_challenge(), make_reviews()
        plans, updates = make_plans(), make_updates()
        made = f"{updates} updates, {events} events, {plans} plans, {cycles} cycles, {reviews} reviews"
        self.stdout.write(f"Demo: {made} made; what was there is kept.")
