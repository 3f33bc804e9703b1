"""Addresses of moderation pages, below /peer-challenge/."""

urlpatterns = []
