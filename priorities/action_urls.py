"""Addresses of actions and their tables."""

from django.urls import path

from priorities.views import action_tables, actions, doing

urlpatterns = [
    path("mine/", actions.my_actions, name="my_actions"),
    path("plans/<int:pk>/actions/", actions.plan_actions, name="plan_actions"),
    path("plans/<int:pk>/actions/new/", doing.action_new, name="action_new"),
    path("plans/<int:pk>/actions.csv", action_tables.plan_actions_csv, name="plan_actions_csv"),
    path("plans/<int:pk>/actions/bring-in/", action_tables.plan_actions_csv_in, name="plan_actions_csv_in"),
    path("actions/<uuid:public_id>/", actions.action, name="action"),
    path("actions/<uuid:public_id>/edit/", doing.action_edit, name="action_edit"),
    path("actions/<uuid:public_id>/report/", doing.action_report, name="action_report"),
    path("actions/<uuid:public_id>/show/", doing.action_show, name="action_show"),
    path("actions/<uuid:public_id>/remove/", doing.action_remove, name="action_remove"),
]
