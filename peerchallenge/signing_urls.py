"""Addresses of signing pages, below /peer-challenge/."""

urlpatterns = []
