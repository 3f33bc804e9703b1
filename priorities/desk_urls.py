"""Addresses of where a plan is written."""

from django.urls import path

from priorities.views import desk, enabler_desk, measure_desk, plan_states, priority_desk, releasing, taken_out

urlpatterns = [
    path("desk/", desk.plan_list_desk, name="plan_list_desk"),
    path("desk/new/", desk.plan_new, name="plan_new"),
    path("desk/<int:pk>/", desk.plan_desk, name="plan_desk"),
    path("desk/<int:pk>/edit/", desk.plan_edit, name="plan_edit"),
    path("desk/<int:pk>/publish/", plan_states.plan_publish, name="plan_publish"),
    path("desk/<int:pk>/show-actions/", releasing.plan_show_actions, name="plan_show_actions"),
    path("desk/<int:pk>/close/", plan_states.plan_close, name="plan_close"),
    path("desk/<int:pk>/reopen/", plan_states.plan_reopen, name="plan_reopen"),
    path("desk/<int:pk>/discard/", plan_states.plan_discard, name="plan_discard"),
    path("desk/<int:pk>/check/", plan_states.plan_check, name="plan_check"),
    path("desk/<int:pk>/taken-out/", taken_out.plan_taken_out, name="plan_taken_out"),
    path("desk/<int:pk>/priorities/new/", priority_desk.priority_new, name="priority_new"),
    path("desk/priorities/<int:pk>/edit/", priority_desk.priority_edit, name="priority_edit"),
    path("desk/priorities/<int:pk>/move/", priority_desk.priority_move, name="priority_move"),
    path("desk/priorities/<int:pk>/remove/", priority_desk.priority_remove, name="priority_remove"),
    path("desk/priorities/<int:pk>/put-back/", taken_out.priority_put_back, name="priority_put_back"),
    path("desk/priorities/<int:pk>/people/", priority_desk.priority_people, name="priority_people"),
    path("desk/priorities/<int:pk>/measures/new/", measure_desk.measure_new, name="measure_new"),
    path("desk/measures/<int:pk>/edit/", measure_desk.measure_edit, name="measure_edit"),
    path("desk/measures/<int:pk>/remove/", measure_desk.measure_remove, name="measure_remove"),
    path("desk/measures/<int:pk>/put-back/", taken_out.measure_put_back, name="measure_put_back"),
    path("desk/<int:pk>/enablers/new/", enabler_desk.enabler_new, name="enabler_new"),
    path("desk/enablers/<int:pk>/edit/", enabler_desk.enabler_edit, name="enabler_edit"),
    path("desk/enablers/<int:pk>/move/", enabler_desk.enabler_move, name="enabler_move"),
    path("desk/enablers/<int:pk>/remove/", enabler_desk.enabler_remove, name="enabler_remove"),
    path("desk/enablers/<int:pk>/put-back/", taken_out.enabler_put_back, name="enabler_put_back"),
]
