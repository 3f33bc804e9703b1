from django.urls import path

from peerchallenge.reviews.views import finding_order, finding_writing, findings, own_and_peers, replying

urlpatterns = [
    path("reviews/<uuid:public_id>/findings/", findings.findings, name="findings"),
    path("reviews/<uuid:public_id>/findings/table.csv", findings.findings_csv, name="findings_csv"),
    path("reviews/<uuid:public_id>/findings/strengths/", replying.reply_strengths, name="reply_strengths"),
    path("reviews/<uuid:public_id>/findings/send/", replying.reply_send, name="reply_send"),
    path("reviews/<uuid:public_id>/findings/new/", finding_writing.finding_new, name="finding_new"),
    path("reviews/<uuid:public_id>/findings/order/", finding_order.findings_order, name="findings_order"),
    path("reviews/<uuid:public_id>/findings/share/", finding_order.findings_share, name="findings_share"),
    path("reviews/<uuid:public_id>/own-and-peers/", own_and_peers.own_and_peers, name="own_and_peers"),
    path("reviews/findings/<uuid:public_id>/", findings.finding, name="finding"),
    path("reviews/findings/<uuid:public_id>/reply/", replying.reply, name="reply"),
    path("reviews/findings/<uuid:public_id>/reply/save/", replying.reply_save, name="reply_save"),
    path("reviews/findings/<uuid:public_id>/edit/", finding_writing.finding_edit, name="finding_edit"),
    path("reviews/findings/<uuid:public_id>/remove/", finding_writing.finding_remove, name="finding_remove"),
]
