"""Addresses of a plan on paper, and reports."""

from django.urls import path

from priorities.paper import views

urlpatterns = [
    path("<slug:region>/priorities/<slug:period>/plan.pdf", views.plan_pdf, name="plan_pdf"),
    path("<slug:region>/priorities/<slug:period>/plan.docx", views.plan_docx, name="plan_docx"),
    path("priorities/desk/<int:pk>/paper/<slug:kind>/", views.plan_paper, name="plan_paper"),
]
