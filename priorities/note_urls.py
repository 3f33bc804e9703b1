"""Addresses of owners' notes."""

urlpatterns = []
