from django.urls import path

from peerchallenge.reviews.views import packs

urlpatterns = [
    path("packs/", packs.packs, name="packs"),
    path("packs/<uuid:public_id>/", packs.pack, name="pack"),
    path("packs/<uuid:public_id>/progress/", packs.pack_progress, name="pack_progress"),
    path("packs/<uuid:public_id>/file/", packs.pack_file, name="pack_file"),
]
