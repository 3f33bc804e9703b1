from django.urls import path

from peerchallenge.reviews.views import agreeing, checks, host_actions, next_steps, recommending

urlpatterns = [
    path("reviews/<uuid:public_id>/next-steps/", next_steps.next_steps, name="next_steps"),
    path("reviews/<uuid:public_id>/next-steps/table.csv", next_steps.next_steps_csv, name="next_steps_csv"),
    path("reviews/<uuid:public_id>/next-steps/plan.docx", next_steps.next_steps_word, name="next_steps_word"),
    path("reviews/<uuid:public_id>/next-steps/agree/", agreeing.actions_agree, name="actions_agree"),
    path("reviews/<uuid:public_id>/close/", agreeing.review_close, name="review_close"),
    path("reviews/findings/<uuid:public_id>/next-steps/new/", recommending.next_step_new, name="next_step_new"),
    path("reviews/findings/<uuid:public_id>/next-steps/own/", recommending.own_step_new, name="own_step_new"),
    path("reviews/next-steps/<uuid:public_id>/edit/", recommending.next_step_edit, name="next_step_edit"),
    path("reviews/next-steps/<uuid:public_id>/remove/", recommending.next_step_remove, name="next_step_remove"),
    path("reviews/next-steps/<uuid:public_id>/answer/", next_steps.next_step_answer, name="next_step_answer"),
    path("reviews/next-steps/<uuid:public_id>/actions/new/", host_actions.host_action_new, name="host_action_new"),
    path("reviews/actions/<uuid:public_id>/", host_actions.host_action, name="host_action"),
    path("reviews/actions/<uuid:public_id>/edit/", host_actions.host_action_edit, name="host_action_edit"),
    path("reviews/actions/<uuid:public_id>/done/", host_actions.host_action_done, name="host_action_done"),
    path("reviews/actions/<uuid:public_id>/close/", host_actions.host_action_close, name="host_action_close"),
    path("reviews/actions/<uuid:public_id>/reopen/", host_actions.host_action_reopen, name="host_action_reopen"),
    path("reviews/actions/<uuid:public_id>/drop/", host_actions.host_action_drop, name="host_action_drop"),
    path("reviews/checks/<uuid:public_id>/", checks.progress_check, name="progress_check"),
    path("reviews/checks/<uuid:public_id>/send/", checks.progress_check_send, name="progress_check_send"),
]
