from django.apps import AppConfig


class FollowingConfig(AppConfig):
    name = "portal.following"
    label = "following"
    verbose_name = "Who follows a region by e-mail"
