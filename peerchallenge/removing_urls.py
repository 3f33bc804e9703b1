"""Addresses of removing pages, below /peer-challenge/."""

urlpatterns = []
