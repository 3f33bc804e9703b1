"""Looking at the reference data. It is changed in the files in `data/`, never here: loading them would undo it."""

from django.contrib import admin

from portal.ui.admin import BoundedAdmin

from .models import GssCode, LocalAuthority, Region, Trust, TrustDelivery


class ReadOnly:
    """Of admin classes: whoever may see the records sees them, and nobody adds, changes or deletes any."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class GssCodeInline(ReadOnly, admin.TabularInline):
    model = GssCode


class DeliveryInline(ReadOnly, admin.TabularInline):
    model = TrustDelivery


@admin.register(Region)
class RegionAdmin(ReadOnly, BoundedAdmin):
    list_display = ["name", "slug", "website", "is_invented"]


@admin.register(LocalAuthority)
class LocalAuthorityAdmin(ReadOnly, BoundedAdmin):
    list_display = ["code", "name", "region", "type", "from_on", "to_on"]
    list_filter = ["region", "type"]
    list_select_related = ["region"]
    search_fields = ["code", "name", "gss_codes__code"]
    inlines = [GssCodeInline, DeliveryInline]


@admin.register(Trust)
class TrustAdmin(ReadOnly, BoundedAdmin):
    list_display = ["name", "from_on", "to_on"]
    search_fields = ["name"]
    inlines = [DeliveryInline]
