"""Addresses of where a plan is written."""

urlpatterns = []
