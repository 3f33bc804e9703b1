from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "portal.upkeep"
    label = "upkeep"
    verbose_name = "Running the portal"

    def ready(self):
        # Importing registers the checks, for `doctor`, `check --deploy` and the start of the server.
        from portal.upkeep import deployment  # noqa: F401
