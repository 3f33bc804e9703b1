from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "portal.drafting"
    label = "drafting"
    verbose_name = "Writing together: versions, who is at work, text that was kept"
