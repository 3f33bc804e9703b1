"""The admin's view of people, to look things up: posts are given on the people page, and nobody sets a password."""

from importlib import import_module

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.account.views import logout
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django.shortcuts import redirect

from portal.accounts.models import Post, User
from portal.ui.admin import BoundedAdmin

# In, out and to a new password by the same doors as everybody: password or code, then the second factor.
admin.site.login = secure_admin_login(admin.site.login)
admin.site.logout = logout
admin.site.password_change = lambda request, extra_context=None: redirect("account_change_password")

# What Django and allauth would show there: groups, which nothing here follows; secrets; addresses that could be
# changed behind their owner's back. Their registrations are loaded first, or they would come back after this.
for name in ("django.contrib.auth", "allauth.account", "allauth.mfa", "allauth.usersessions"):
    import_module(f"{name}.admin")
for model in (Authenticator, EmailAddress, UserSession, Group):
    admin.site.unregister(model)


class ReadOnlyAdmin(BoundedAdmin):
    """Looks, adds and changes nothing. The admin is for site administrators, who read everything here."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return self.model.objects.visible_to(request.user)


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    list_display = ["name", "email", "is_active", "last_login"]
    search_fields = ["name", "email"]
    fields = ["name", "email", "is_active", "last_login", "joined_at", "failed_sign_ins"]
    actions = ["suspend", "restore"]

    @admin.action(description="Keep from signing in")
    def suspend(self, request, people):
        for person in people.exclude(pk=request.user.pk):
            person.suspend(by=request.user)

    @admin.action(description="Let sign in again")
    def restore(self, request, people):
        for person in people:
            person.restore(by=request.user)


@admin.register(Post)
class PostAdmin(ReadOnlyAdmin):
    list_display = ["person", "role", "organisation", "from_on", "to_on"]
    list_filter = ["role", "region"]
    search_fields = ["person__name", "person__email"]
    list_select_related = ["person", "region", "authority", "trust"]
