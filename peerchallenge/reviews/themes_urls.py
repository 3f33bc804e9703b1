from django.urls import path

from peerchallenge.reviews.views import theme_states, themes

urlpatterns = [
    path("cycles/<uuid:public_id>/themes/", themes.themes, name="themes"),
    path("cycles/<uuid:public_id>/themes/new/", themes.theme_new, name="theme_new"),
    path("themes/<uuid:public_id>/", themes.theme, name="theme"),
    path("themes/<uuid:public_id>/edit/", themes.theme_edit, name="theme_edit"),
    path("themes/<uuid:public_id>/move/", themes.theme_move, name="theme_move"),
    path("themes/<uuid:public_id>/choice/", theme_states.theme_decide, name="theme_decide"),
    path("themes/<uuid:public_id>/<slug:act>/ask/", theme_states.theme_act, name="theme_act"),
]
