"""Addresses of the next period's plan."""

from django.urls import path

from priorities.views import rolling

urlpatterns = [
    path("desk/<int:pk>/next/", rolling.plan_next, name="plan_next"),
    path("desk/<int:pk>/map/", rolling.plan_map, name="plan_map"),
]
