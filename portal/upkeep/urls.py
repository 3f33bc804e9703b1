from django.urls import path

from portal.upkeep import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("worker/", views.worker, name="worker"),
]
