"""Addresses of the next period's plan."""

urlpatterns = []
