from django.urls import path

from portal.events import views

urlpatterns = [
    path("events/", views.event_list, name="event_list"),
    path("events/calendar.ics", views.event_calendar, name="event_calendar"),
    path("events/new/", views.event_new, name="event_new"),
    path("events/<int:pk>/", views.event, name="event"),
    path("events/<int:pk>/calendar.ics", views.event_ics, name="event_ics"),
    path("events/<int:pk>/edit/", views.event_edit, name="event_edit"),
    path("events/<int:pk>/cancel/", views.event_cancel, name="event_cancel"),
    path("events/<int:pk>/feature/", views.event_feature, name="event_feature"),
    path("<slug:region>/events/calendar.ics", views.region_event_calendar, name="region_event_calendar"),
]
