from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class UiConfig(AppConfig):
    name = "portal.ui"
    label = "ui"
    verbose_name = "What every page is made of"

    def ready(self):
        autodiscover_modules("permissions")
