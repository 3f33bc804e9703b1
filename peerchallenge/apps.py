from importlib import import_module

from django.apps import AppConfig


class PeerChallengeConfig(AppConfig):
    name = "peerchallenge"
    verbose_name = "Peer challenge"

    def ready(self):
        for part in ("permissions", "promising", "scrubbing"):  # of a package below the app, where none is looked for
            import_module(f"peerchallenge.reviews.{part}")
