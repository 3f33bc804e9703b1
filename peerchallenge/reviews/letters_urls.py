from django.urls import path

from peerchallenge.reviews.views import bringing, bringing_into, corrections, letter_sending, letter_writing, letters

urlpatterns = [
    path("reviews/bring/", bringing.letter_bring, name="letter_bring"),
    path("reviews/bring/<uuid:public_id>/", bringing.letter_bring_check, name="letter_bring_check"),
    path("reviews/<uuid:public_id>/letter/", letters.letter, name="letter"),
    path("reviews/<uuid:public_id>/letter/file/", letters.letter_file, name="letter_file"),
    path("reviews/<uuid:public_id>/letter/paper.<slug:kind>", letters.letter_paper, name="letter_paper"),
    path("reviews/<uuid:public_id>/letter/write/", letter_writing.letter_write, name="letter_write"),
    path("reviews/<uuid:public_id>/letter/write/save/", letter_writing.letter_save, name="letter_save"),
    path("reviews/<uuid:public_id>/letter/bring/", bringing_into.letter_bring_into, name="letter_bring_into"),
    path("reviews/<uuid:public_id>/letter/bring/<uuid:brought_id>/", bringing_into.letter_bring_into_check,
         name="letter_bring_into_check"),
    path("reviews/<uuid:public_id>/letter/preview/", letter_writing.letter_preview, name="letter_preview"),
    path("reviews/<uuid:public_id>/letter/send/", letter_sending.letter_send, name="letter_send"),
    path("reviews/<uuid:public_id>/letter/take-back/", letter_sending.letter_take_back, name="letter_take_back"),
    path("reviews/<uuid:public_id>/letter/<slug:which>/", letters.letter, name="letter_sent"),
    path("reviews/<uuid:public_id>/letter/<slug:which>/paper.<slug:kind>", letters.letter_paper,
         name="letter_sent_paper"),
    path("reviews/<uuid:public_id>/corrections/", corrections.corrections, name="corrections"),
    path("reviews/<uuid:public_id>/corrections/new/", corrections.correction_new, name="correction_new"),
    path("reviews/corrections/<uuid:public_id>/", corrections.correction_edit, name="correction_edit"),
    path("reviews/corrections/<uuid:public_id>/answer/", corrections.correction_answer, name="correction_answer"),
]  # fmt: skip
