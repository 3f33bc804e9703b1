"""Addresses of a plan on paper, and reports."""

urlpatterns = []
