"""Addresses of framework pages, below /peer-challenge/."""

urlpatterns = []
