"""Addresses of writing a self-assessment, below /peer-challenge/."""

from django.urls import path

from peerchallenge.views import history, hub, section, statement

urlpatterns = [
    path("assessments/<uuid:public_id>/", hub.assessment, name="assessment"),
    path("assessments/<uuid:public_id>/helpers/", hub.section_helpers, name="section_helpers"),
    path("sections/<uuid:public_id>/", section.section, name="section"),
    path("sections/<uuid:public_id>/save/", section.section_save, name="section_save"),
    path("sections/<uuid:public_id>/at-work/", section.section_at_work, name="section_at_work"),
    path("promises/<uuid:public_id>/", section.promise, name="promise"),
    path("promises/<uuid:public_id>/save/", section.promise_save, name="promise_save"),
    path("promises/<uuid:public_id>/at-work/", section.promise_at_work, name="promise_at_work"),
    path("statements/<uuid:public_id>/", statement.statement, name="statement"),
    path("statements/<uuid:public_id>/save/", statement.statement_save, name="statement_save"),
    path("statements/<uuid:public_id>/at-work/", statement.statement_at_work, name="statement_at_work"),
    path("statements/<uuid:public_id>/take-out/", statement.statement_take_out, name="statement_take_out"),
    path("statements/<uuid:public_id>/put-back/", statement.statement_put_back, name="statement_put_back"),
    path("evidence/<uuid:public_id>/file/", statement.evidence_file, name="evidence_file"),
    path("sections/<uuid:public_id>/history/", history.written_history, {"kind": "sections"}, "section_history"),
    path("statements/<uuid:public_id>/history/", history.written_history, {"kind": "statements"}, "statement_history"),
    path("promises/<uuid:public_id>/history/", history.written_history, {"kind": "promises"}, "promise_history"),
]
