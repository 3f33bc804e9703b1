"""Addresses of what everybody reads of plans."""

from django.urls import path

from priorities import feeds
from priorities.views import public

urlpatterns = [
    path("priorities/", public.plans, name="plans"),
    path("<slug:region>/priorities/", public.region_plans, name="region_plans"),
    path("<slug:region>/priorities/<slug:period>/", public.plan, name="plan"),
    path("<slug:region>/priorities/<slug:period>/feed/", feeds.plan_feed, name="plan_feed"),
    path("<slug:region>/priorities/<slug:period>/<slug:slug>/", public.priority, name="priority"),
    path("<slug:region>/priorities/<slug:period>/<slug:slug>/feed/", feeds.priority_feed, name="priority_feed"),
]
