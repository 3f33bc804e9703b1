"""Addresses of actions and their tables."""

urlpatterns = []
