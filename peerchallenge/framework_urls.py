"""Addresses of framework pages, below /peer-challenge/."""

from django.urls import path

from peerchallenge.views import framework_start, framework_states, framework_writing, frameworks

urlpatterns = [
    path("frameworks/", frameworks.frameworks, name="frameworks"),
    path("frameworks/new/", framework_start.framework_new, name="framework_new"),
    path("frameworks/<int:pk>/", frameworks.framework, name="framework"),
    path("frameworks/<int:pk>/changes/", frameworks.framework_changes, name="framework_changes"),
    path("frameworks/<int:pk>/framework.csv", frameworks.framework_csv, name="framework_csv"),
    path("frameworks/<int:pk>/framework.xlsx", frameworks.framework_xlsx, name="framework_xlsx"),
    path("frameworks/<int:pk>/next/", framework_start.framework_next, name="framework_next"),
    path("frameworks/<int:pk>/edit/", framework_writing.framework_edit, name="framework_edit"),
    path("frameworks/<int:pk>/areas/new/", framework_writing.framework_area_new, name="framework_area_new"),
    path("frameworks/<int:pk>/areas/<int:area_pk>/", framework_writing.framework_area, name="framework_area"),
    path(
        "frameworks/<int:pk>/areas/<int:area_pk>/move/",
        framework_writing.framework_area_move,
        name="framework_area_move",
    ),
    path(
        "frameworks/<int:pk>/areas/<int:area_pk>/take-out/",
        framework_writing.framework_area_take_out,
        name="framework_area_take_out",
    ),
    path("frameworks/<int:pk>/bring-in/", framework_states.framework_bring_in, name="framework_bring_in"),
    path("frameworks/<int:pk>/publish/", framework_states.framework_publish, name="framework_publish"),
    path("frameworks/<int:pk>/discard/", framework_states.framework_discard, name="framework_discard"),
]
