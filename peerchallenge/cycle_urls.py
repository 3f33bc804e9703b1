"""Addresses of cycle pages, below /peer-challenge/."""

from django.urls import path

from peerchallenge.views import control_room, cycle_states, cycles, taking_part

urlpatterns = [
    path("", taking_part.peer_challenge, name="peer_challenge"),
    path("cycles/", cycles.cycles, name="cycles"),
    path("cycles/new/", cycles.cycle_new, name="cycle_new"),
    path("cycles/<uuid:public_id>/", cycles.cycle, name="cycle"),
    path("cycles/<uuid:public_id>/edit/", cycles.cycle_edit, name="cycle_edit"),
    path("cycles/<uuid:public_id>/steps/", cycles.cycle_steps, name="cycle_steps"),
    path("cycles/<uuid:public_id>/authorities/", cycles.cycle_authorities, name="cycle_authorities"),
    path("cycles/<uuid:public_id>/open/", cycle_states.cycle_open, name="cycle_open"),
    path("cycles/<uuid:public_id>/close/", cycle_states.cycle_close, name="cycle_close"),
    path("cycles/<uuid:public_id>/reopen/", cycle_states.cycle_reopen, name="cycle_reopen"),
    path("cycles/<uuid:public_id>/discard/", cycle_states.cycle_discard, name="cycle_discard"),
    path("cycles/<uuid:public_id>/control-room/", control_room.control_room, name="control_room"),
    path("cycles/<uuid:public_id>/control-room.csv", control_room.control_room_csv, name="control_room_csv"),
    path("cycles/<uuid:public_id>/extend/<str:code>/", control_room.extend, name="extend"),
]
