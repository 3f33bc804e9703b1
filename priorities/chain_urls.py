"""Addresses between a theme of peer challenge and the priority it became."""

from django.urls import path

from priorities.views import theme_chain

urlpatterns = [
    path("peer-challenge/themes/<uuid:public_id>/chain/", theme_chain.theme_chain, name="theme_chain"),
    path("priorities/desk/from-theme/<uuid:public_id>/", theme_chain.priority_from_theme, name="priority_from_theme"),
]
