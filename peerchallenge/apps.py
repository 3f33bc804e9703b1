from importlib import import_module

from django.apps import AppConfig


class PeerChallengeConfig(AppConfig):
    name = "peerchallenge"
    verbose_name = "Peer challenge"

    def ready(self):
        import_module("peerchallenge.reviews.permissions")  # a package below the app, where none is looked for
