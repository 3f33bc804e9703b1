"""Addresses of pictures and documents, below `/updates/`: what everybody reads, and the desk's."""

from django.urls import path

from updates.views import attaching, files

urlpatterns = [
    path("pictures/<uuid:slot>/", files.update_picture, name="update_picture"),
    path("files/<uuid:slot>/<str:name>", files.update_file, name="update_file"),
    path("<int:pk>/pictures/new/", attaching.picture_new, name="picture_new"),
    path("<int:pk>/files/new/", attaching.file_new, name="file_new"),
    path("<int:pk>/files/<uuid:slot>/edit/", attaching.file_edit, name="file_edit"),
    path("<int:pk>/files/<uuid:slot>/remove/", attaching.file_remove, name="file_remove"),
]
