"""The pages of reviews that are measured, of the first region, and who asks for each."""


def pages():
    """Return {page: (role of who asks, address)}, of the review that awaits its reply and the one with its team on
    site, whose lead is the director who asks."""
    from django.urls import reverse

    from peerchallenge.models import Cycle
    from peerchallenge.reviews.models import RegionalTheme, Review

    cycle = Cycle.objects.open().select_related("region").order_by("pk").first()
    here = Review.objects.filter(region=cycle.region)
    mine, site = ([here.get(status=status).public_id] for status in ("final-letter", "on-site"))
    theme, region = [RegionalTheme.objects.filter(cycle=cycle, status="chosen").first().public_id], cycle.region.slug
    dcs, manager = "dcs", "programme-manager"
    return {
        "findings, host's director": (dcs, reverse("findings", args=mine)),
        "findings, manager": (manager, reverse("findings", args=mine)),
        "themes": (manager, reverse("themes", args=[cycle.public_id])),
        "theme chain": (manager, reverse("theme_chain", args=theme)),
        "coverage": (manager, reverse("coverage")),
        "review, front page": (dcs, reverse("review", args=mine)),
        "own view beside peers'": (dcs, reverse("own_and_peers", args=mine)),
        "a theme": (manager, reverse("theme", args=theme)),
        "reviews, director": (dcs, reverse("reviews")),
        "reviews, manager": (manager, reverse("reviews")),
        "workspace, lead": (dcs, reverse("workspace", args=site)),
        "notes, lead": (dcs, reverse("capture", args=site)),
        "clusters, lead": (dcs, reverse("cluster", args=site)),
        "help board": (manager, reverse("help_board")),
        "packs": (dcs, reverse("packs")),
        "region's public page": (manager, reverse("region_peer_challenge", args=[region])),
    }  # fmt: skip
