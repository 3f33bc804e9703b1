"""Addresses of assessment pages, below /peer-challenge/."""

urlpatterns = []
