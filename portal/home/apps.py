from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class HomeConfig(AppConfig):
    name = "portal.home"
    label = "home"
    verbose_name = "Home, region and authority pages"

    def ready(self):
        autodiscover_modules("offers", "tasks")
