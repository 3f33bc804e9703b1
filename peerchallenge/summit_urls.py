"""Addresses of summit pages, below /peer-challenge/."""

urlpatterns = []
