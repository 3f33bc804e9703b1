"""Addresses of cycle pages, below /peer-challenge/."""

urlpatterns = []
