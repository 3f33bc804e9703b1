"""Addresses of signing pages, below /peer-challenge/."""

from django.urls import path

from peerchallenge.views import signing, submitting

urlpatterns = [
    path("assessments/<uuid:public_id>/signing/", signing.assessment_signing, name="assessment_signing"),
    path("signatures/<uuid:public_id>/", signing.sign, name="sign"),
    path("signatures/<uuid:public_id>/leave-out/", signing.sign_leave_out, name="sign_leave_out"),
    path("assessments/<uuid:public_id>/submit/", submitting.assessment_submit, name="assessment_submit"),
    path("submissions/<uuid:public_id>/receipt/", submitting.submission_receipt, name="submission_receipt"),
    path("submissions/<uuid:public_id>/reopen/", submitting.submission_reopen, name="submission_reopen"),
]
