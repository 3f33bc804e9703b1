"""What every list of the Django admin needs so that a forged request is the sender's mistake, not ours."""

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import SEARCH_VAR
from django.core.exceptions import BadRequest

MOST_SEARCH_CHARACTERS = 200


class BoundedAdmin(admin.ModelAdmin):
    """Answers 400 to a ticked record that is no number and to an endless search: databases raise on both.

    Django filters by whatever was ticked, and nests one condition in another for each word that is looked for.
    """

    def changelist_view(self, request, extra_context=None):
        ticked = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(pk.isascii() and pk.isdigit() and len(pk) < 19 for pk in ticked):
            raise BadRequest("What was ticked is no record.")
        if len(request.GET.get(SEARCH_VAR, "")) > MOST_SEARCH_CHARACTERS:
            raise BadRequest("The search is too long.")
        return super().changelist_view(request, extra_context)
