"""Addresses of a plan on paper, and reports."""

from django.urls import path

from priorities.paper import views
from priorities.views import exceptions

urlpatterns = [
    path("<slug:region>/priorities/<slug:period>/plan.pdf", views.plan_pdf, name="plan_pdf"),
    path("<slug:region>/priorities/<slug:period>/plan.docx", views.plan_docx, name="plan_docx"),
    path("priorities/desk/<int:pk>/paper/<slug:kind>/", views.plan_paper, name="plan_paper"),
    path("priorities/desk/<int:pk>/exceptions/", exceptions.plan_exceptions, name="plan_exceptions"),
    path("priorities/desk/<int:pk>/exceptions.docx", exceptions.plan_exceptions_docx, name="plan_exceptions_docx"),
]
