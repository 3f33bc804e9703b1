"""Addresses of reading pages, below /peer-challenge/."""

urlpatterns = []
