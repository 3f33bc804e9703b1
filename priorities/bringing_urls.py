"""Addresses of bringing a plan in."""

from django.urls import path

from priorities.views import bringing

urlpatterns = [
    path("bring/", bringing.plan_bring, name="plan_bring"),
    path("bring/<uuid:public_id>/", bringing.plan_bring_check, name="plan_bring_check"),
]
