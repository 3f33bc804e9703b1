"""Addresses of owners' notes."""

from django.urls import path

from priorities.views import notes

urlpatterns = [
    path("note/", notes.owners_note, name="owners_note"),
    path("notes/<uuid:public_id>/", notes.note_decide, name="note_decide"),
    path("plans/<int:pk>/ask/", notes.notes_ask, name="notes_ask"),
]
