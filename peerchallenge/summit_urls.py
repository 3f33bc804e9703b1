"""Addresses of summit pages, below /peer-challenge/."""

from django.urls import path

from peerchallenge.views import enquiries, enquiry_changes, summit

urlpatterns = [
    path("cycles/<uuid:public_id>/summit/", summit.summit, name="summit"),
    path("cycles/<uuid:public_id>/summit/present/", summit.summit_present, name="summit_present"),
    path("cycles/<uuid:public_id>/summit/<str:whose>-pack.<str:kind>", summit.summit_pack, name="summit_pack"),
    path("assessments/<uuid:public_id>/enquiries/", enquiries.enquiries, name="enquiries"),
    path("assessments/<uuid:public_id>/enquiries/new/", enquiry_changes.enquiry_new, name="enquiry_new"),
    path("assessments/<uuid:public_id>/enquiries/send/", enquiries.enquiries_send, name="enquiries_send"),
    path("enquiries/<uuid:public_id>/edit/", enquiry_changes.enquiry_edit, name="enquiry_edit"),
    path("enquiries/<uuid:public_id>/move/", enquiry_changes.enquiry_move, name="enquiry_move"),
    path("enquiries/<uuid:public_id>/take-out/", enquiry_changes.enquiry_take_out, name="enquiry_take_out"),
]
