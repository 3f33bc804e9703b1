from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AuditConfig(AppConfig):
    name = "portal.audit"
    label = "audit"
    verbose_name = "Who did what to which record, when"

    def ready(self):
        autodiscover_modules("chores")
