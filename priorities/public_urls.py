"""Addresses of what everybody reads of plans."""

urlpatterns = []
