from django.urls import path

from portal.accounts import views

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/invite/", views.person_invite, name="person_invite"),
    path("people/me/", views.me, name="me"),
    path("people/me/sessions/<int:pk>/end/", views.session_end, name="session_end"),
    path("people/posts/<int:pk>/end/", views.post_end, name="post_end"),
    path("accounts/demo/", views.demo_sign_in, name="demo_sign_in"),
]
