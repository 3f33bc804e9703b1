"""Addresses of bringing a plan in."""

urlpatterns = []
