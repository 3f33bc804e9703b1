from django.urls import path

from peerchallenge.reviews.views import challenge, event_moving, invitations, pool, team

urlpatterns = [
    path("reviews/<uuid:public_id>/team/", team.team, name="team"),
    path("reviews/<uuid:public_id>/team/new/", team.seat_new, name="seat_new"),
    path("reviews/seats/<uuid:public_id>/", team.seat, name="seat"),
    path("reviews/seats/<uuid:public_id>/remove/", team.seat_remove, name="seat_remove"),
    path("reviews/invitations/<uuid:public_id>/", invitations.invitation, name="invitation"),
    path("reviews/invitations/<uuid:public_id>/leave/", invitations.member_leave, name="member_leave"),
    path("reviews/invitations/<uuid:public_id>/end/", team.member_end, name="member_end"),
    path("pool/", pool.pool, name="pool"),
    path("pool/table.csv", pool.pool_csv, name="pool_csv"),
    path("pool/add/", pool.pool_add, name="pool_add"),
    path("pool/<uuid:public_id>/", pool.reviewer, name="reviewer"),
    path("pool/<uuid:public_id>/edit/", pool.reviewer_edit, name="reviewer_edit"),
    path("pool/<uuid:public_id>/training/", pool.reviewer_training, name="reviewer_training"),
    path("pool/<uuid:public_id>/conflicts/", pool.reviewer_conflicts, name="reviewer_conflicts"),
    path("pool/<uuid:public_id>/leave/", pool.reviewer_leave, name="reviewer_leave"),
    path("cycles/<uuid:public_id>/challenge/", challenge.challenge_event, name="challenge_event"),
    path("cycles/<uuid:public_id>/challenge/edit/", challenge.challenge_event_edit, name="challenge_event_edit"),
    path("cycles/<uuid:public_id>/challenge/seats/", challenge.challenge_event_follow, name="challenge_event_follow"),
    path("cycles/<uuid:public_id>/challenge/ask/", challenge.challenge_event_ask, name="challenge_event_ask"),
    path(
        "cycles/<uuid:public_id>/challenge/move/<slug:stage>/",
        event_moving.challenge_event_move,
        name="challenge_event_move",
    ),
]
