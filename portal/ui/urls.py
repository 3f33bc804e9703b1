from django.conf import settings
from django.urls import path

from portal.ui import views

urlpatterns = [
    path("glossary/", views.glossary, name="glossary"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
]
if settings.IS_LOCAL:
    urlpatterns += [path("styleguide/", views.styleguide, name="styleguide")]
