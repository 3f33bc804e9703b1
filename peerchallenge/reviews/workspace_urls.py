from django.urls import path

from peerchallenge.reviews.views import clustering, documents, enquiries, noting, timetable, workspace

ONE = "reviews/<uuid:public_id>"

urlpatterns = [
    path(f"{ONE}/workspace/", workspace.workspace, name="workspace"),
    path(f"{ONE}/capture/", noting.capture, name="capture"),
    path(f"{ONE}/capture/<uuid:note_id>/", noting.note_edit, name="note_edit"),
    path(f"{ONE}/capture/<uuid:note_id>/back/", noting.note_back, name="note_back"),
    path(f"{ONE}/cluster/", clustering.cluster, name="cluster"),
    path(f"{ONE}/cluster/undo/", clustering.cluster_undo, name="cluster_undo"),
    path(f"{ONE}/cluster/merge/", clustering.cluster_merge, name="cluster_merge"),
    path(f"{ONE}/enquiries/", enquiries.review_enquiries, name="review_enquiries"),
    path(f"{ONE}/enquiries/new/", enquiries.review_enquiry_new, name="review_enquiry_new"),
    path(f"{ONE}/enquiries/take/", enquiries.review_enquiries_take, name="review_enquiries_take"),
    path(f"{ONE}/enquiries/order/", enquiries.review_enquiries_order, name="review_enquiries_order"),
    path("reviews/enquiries/<uuid:public_id>/", enquiries.review_enquiry_edit, name="review_enquiry_edit"),
    path("reviews/enquiries/<uuid:public_id>/remove/", enquiries.review_enquiry_remove, name="review_enquiry_remove"),
    path(f"{ONE}/timetable/", timetable.timetable, name="timetable"),
    path(f"{ONE}/timetable/new/", timetable.session_new, name="session_new"),
    path("reviews/sessions/<uuid:public_id>/", timetable.session_edit, name="session_edit"),
    path("reviews/sessions/<uuid:public_id>/remove/", timetable.session_remove, name="session_remove"),
    path(f"{ONE}/documents/", documents.review_documents, name="review_documents"),
    path("reviews/documents/<uuid:public_id>/", documents.review_document, name="review_document"),
    path("reviews/documents/<uuid:public_id>/remove/", documents.review_document_remove, name="review_document_remove"),
]
