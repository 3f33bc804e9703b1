from django.urls import path

from portal.drafting import views

urlpatterns = [path("kept/<int:pk>/discard/", views.kept_discard, name="kept_discard")]
