"""Reporting and removing what could identify a child, below /peer-challenge/."""

from django.urls import path

from peerchallenge.views import removing as views

urlpatterns = [
    path("report/done/", views.reported, name="reported"),
    path("report/area/<uuid:public_id>/<slug:code>/", views.report_area, name="report_area"),
    path("report/<slug:kind>/<uuid:public_id>/", views.report, name="report"),
    path("remove/<slug:kind>/<uuid:public_id>/", views.remove, name="remove"),
    path("assessments/<uuid:public_id>/removed/", views.removals, name="removals"),
    path("reports/<uuid:public_id>/stays/", views.report_keep, name="report_keep"),
]
