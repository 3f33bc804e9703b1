"""Pictures and documents of a draft: who reads them, where, and what becomes of them."""

import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image

from portal.audit.models import AuditEvent, Overtaken
from portal.files.intake import read_document, read_picture
from portal.files.models import Blob
from portal.ui import pictures
from tests import make
from tests.files import make as make_file
from updates import attachments
from updates.actions import discard, publish, save_draft, start_draft, withdraw
from updates.file_copies import settle_pictures, sweep
from updates.models import Attached, PreviewLink, Withdrawal
from updates.words import edition_text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.UPLOADS_DIR = tmp_path / "uploads"
    return settings.UPLOADS_DIR


def a_picture(size=(900, 600), colour=(180, 40, 40)):
    return read_picture(make_file.upload("Team photo.png", make_file.picture(size, "PNG", colour=colour)))


def a_document(name="Terms of reference.pdf", data=make_file.PDF):
    return read_document(make_file.upload(name, data))


def with_picture(draft, by, alt="A team at a table", **options):
    return attachments.add_picture(
        draft, a_picture(**options), alt=alt, is_decorative=not alt, section=draft.sections.first(), by=by,
        version=draft.version,
    )  # fmt: skip


def with_document(draft, by, title="Terms of reference"):
    return attachments.add_document(draft, a_document(), title=title, by=by, version=draft.version)


def published(draft, by):
    draft.refresh_from_db()
    return publish(draft, by=by, version=draft.version, at=timezone.now() - timedelta(minutes=1))


def on_disk(uploads):
    return sorted(f"{path.parent.name}/{path.name}" for path in uploads.rglob("*") if path.is_file())


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def status(response):
    body(response)  # which also closes the file
    return response.status_code


def test_a_picture_stands_at_the_end_of_its_section(mercia, dana):
    draft = make.draft(mercia, by=dana, sections=[("One", "<p>1</p>"), ("Two", "<p>2</p>")])
    version = draft.version
    added = with_picture(draft, dana)
    assert [section.body for section in draft.sections.all()] == [
        f'<p>1</p><figure><img src="/updates/pictures/{added.slot}/" alt="A team at a table" width="900" height="600">'
        "</figure>",
        "<p>2</p>",
    ]
    assert (added.blob.width, added.phone_blob.width, added.name) == (900, 720, "team-photo.webp")
    draft.refresh_from_db()
    assert (draft.version, draft.edited_by, list(draft.writers.all())) == (version + 1, dana, [dana])
    assert AuditEvent.objects.about(draft.update).first().verb == "added a picture to"


@pytest.mark.parametrize(
    "act",
    [
        lambda draft, one, by, version: attachments.add_picture(
            draft, a_picture((9, 9)), alt="x", is_decorative=False, by=by, version=version
        ),
        lambda draft, one, by, version: attachments.add_document(
            draft, a_document(), title="x", by=by, version=version
        ),
        lambda draft, one, by, version: attachments.change_picture(
            one, alt="x", is_decorative=False, by=by, version=version, picture=a_picture((9, 9))
        ),
        lambda draft, one, by, version: attachments.remove(one, by=by, version=version),
    ],
    ids=["add-picture", "add-document", "change", "remove"],
)
def test_nothing_is_written_on_top_of_somebody_elses_save(mercia, dana, act):
    draft = make.draft(mercia, by=dana)
    one = with_picture(draft, dana)
    old = draft.version
    save_draft(draft, edition_text(draft), version=old, by=dana)
    before = list(Attached.objects.values()), list(draft.sections.values()), Blob.objects.count()
    for version in (old, old + 9):
        with pytest.raises(Overtaken):
            act(draft, one, dana, version)
    assert (list(Attached.objects.values()), list(draft.sections.values()), Blob.objects.count()) == before


def test_nothing_is_added_to_what_is_no_longer_a_draft(mercia, dana):
    draft = make.draft(mercia, by=dana)
    published(draft, dana)
    with pytest.raises(Overtaken):
        attachments.add_document(draft, a_document(), title="x", by=dana, version=draft.version)


def test_who_reads_the_files_of_a_draft(mercia, signed_in, dana, erin, alice):
    draft = make.draft(mercia, by=dana)
    files = [with_picture(draft, dana), with_document(draft, dana)]
    for one in files:
        answers = {who: signed_in(person).get(one.url) for who, person in
                   {"nobody": None, "alice": alice, "erin": erin, "dana": dana}.items()}  # fmt: skip
        assert {who: answer.status_code for who, answer in answers.items()} == {
            "nobody": 404, "alice": 404, "erin": 404, "dana": 200
        }  # fmt: skip
        assert answers["dana"]["Cache-Control"] == "private, no-store"
        assert body(answers["dana"]) == one.blob.place.read_bytes()
    published(draft, dana)
    for one in files:
        answer = signed_in(None).get(one.url)
        assert (answer.status_code, answer["Cache-Control"]) == (200, "public, no-cache")
        assert body(answer) == one.blob.place.read_bytes()


def test_the_404_of_a_drafts_file_is_that_of_an_unknown_one(mercia, dana, client):
    one = with_document(make.draft(mercia, by=dana), dana)
    unknown = "00000000-0000-4000-8000-000000000000"
    hidden = client.get(one.url)
    assert (
        hidden.content.replace(str(one.slot).encode(), unknown.encode())
        == client.get(f"/updates/files/{unknown}/{one.name}").content
    )
    assert client.get(f"/updates/pictures/{one.slot}/").status_code == 404  # a document isn't a picture


def test_a_phone_is_given_the_smaller_picture(mercia, dana, client):
    draft = make.draft(mercia, by=dana)
    wide, small = with_picture(draft, dana), with_picture(draft, dana, size=(300, 200))
    published(draft, dana)
    widths = [
        Image.open(io.BytesIO(body(client.get(f"{one.url}{query}")))).width
        for one in (wide, small)
        for query in ("", "?w=720", "?w=721")
    ]
    assert widths == [900, 720, 900, 300, 300, 300]


def test_while_a_draft_replaces_a_file_the_public_reads_the_old_one(mercia, dana, signed_in, uploads):
    draft = make.draft(mercia, by=dana)
    picture, document = with_picture(draft, dana), with_document(draft, dana)
    published(draft, dana)
    old = {one.url: one.blob.place.read_bytes() for one in (picture, document)}
    new = start_draft(draft.update, by=dana)
    copies = {one.kind: one for one in new.attached.all()}
    assert {one.url for one in copies.values()} == old.keys()
    attachments.change_picture(
        copies["picture"], alt="Another", is_decorative=False, by=dana, version=new.version,
        picture=a_picture((500, 400), (1, 2, 3)),
    )  # fmt: skip
    new.refresh_from_db()
    attachments.change_document(
        copies["document"], title="New terms", by=dana, version=new.version,
        document=a_document("v2.pdf", make_file.PDF + b"% 2\n%%EOF\n"),
    )  # fmt: skip
    public, manager = signed_in(None), signed_in(dana)
    for one in copies.values():
        one.refresh_from_db()
        assert body(public.get(one.url)) == old[one.url]
        assert body(manager.get(one.url)) == old[one.url]
        assert public.get(one.own_url).status_code == 404
        assert body(manager.get(one.own_url)) == one.blob.place.read_bytes() != old[one.url]
    assert 'alt="Another" width="500" height="400"' in new.sections.get().body
    published(new, dana)
    assert {url: body(public.get(url)) for url in old} == {
        one.url: one.blob.place.read_bytes() for one in copies.values()
    }
    before = len(on_disk(uploads))
    with_nothing_left = sweep()
    assert (with_nothing_left, before) == ("3 files out of use were deleted.", 5)


@pytest.mark.django_db(transaction=True)
def test_the_bytes_of_a_file_go_when_no_edition_uses_them(mercia, dana, uploads):
    draft = make.draft(mercia, by=dana)
    one = with_document(draft, dana)
    first = one.blob.path
    draft.refresh_from_db()
    attachments.change_document(one, title="x", by=dana, version=draft.version, document=a_document())
    assert on_disk(uploads) == [one.blob.path] != [first]
    published(draft, dana)
    new = start_draft(draft.update, by=dana)
    attachments.remove(new.attached.get(), by=dana, version=new.version)
    assert on_disk(uploads) == [one.blob.path]  # the public still reads it
    new.refresh_from_db()
    published(new, dana)
    assert (sweep(), on_disk(uploads)) == ("1 files out of use were deleted.", [])
    one.refresh_from_db()
    assert (one.blob, one.said, one.title) == (None, "File, gone", "x")


@pytest.mark.django_db(transaction=True)
def test_the_sweep_leaves_what_may_be_read_or_written_again(mercia, dana, uploads):
    draft = make.draft(mercia, by=dana)
    with_document(draft, dana)
    published(draft, dana)
    new = start_draft(draft.update, by=dana)
    publish(new, by=dana, version=new.version, at=timezone.now() + timedelta(days=1))  # scheduled
    withdraw(draft.update, by=dana, reason="In error.")
    assert sweep() == "0 files out of use were deleted."
    other = make.draft(mercia, "2015-12", by=dana)
    with_document(other, dana)
    assert (sweep(), len(on_disk(uploads))) == ("0 files out of use were deleted.", 2)
    other.refresh_from_db()
    discard(other, by=dana, version=other.version)
    assert (sweep(), len(on_disk(uploads))) == ("1 files out of use were deleted.", 1)


def test_a_withdrawn_updates_files_go_with_it_unless_it_stays_readable(mercia, dana, client):
    for number, how in enumerate((Withdrawal.IN_ERROR, Withdrawal.OUT_OF_DATE), start=1):
        draft = make.draft(mercia, f"2015-{number:02}", by=dana)
        one = with_document(draft, dana)
        published(draft, dana)
        assert status(client.get(one.url)) == 200
        withdraw(draft.update, by=dana, reason="Old.", how=how)
        assert status(client.get(one.url)) == (200 if how == Withdrawal.OUT_OF_DATE else 404)


def test_what_stays_readable_keeps_its_files_though_another_edition_was_to_follow(mercia, dana, client):
    draft = make.draft(mercia, by=dana)
    one = with_document(draft, dana)
    published(draft, dana)
    new = start_draft(draft.update, by=dana)
    publish(new, by=dana, version=new.version, at=timezone.now() + timedelta(days=1))
    withdraw(draft.update, by=dana, reason="Old.", how=Withdrawal.OUT_OF_DATE)
    sweep(timezone.now() + timedelta(days=2))
    assert status(client.get(one.url)) == 200


def test_a_document_of_another_format_changes_its_ending_and_keeps_the_old_address(mercia, dana, client):
    draft = make.draft(mercia, by=dana)
    one = with_document(draft, dana)
    old_url = one.url
    draft.refresh_from_db()
    attachments.change_document(
        one, title="x", by=dana, version=draft.version, document=a_document("figures.csv", b"a,b\n1,2\n")
    )
    published(draft, dana)
    for url in (old_url, one.url):
        answer = client.get(url)
        assert body(answer) == b"a,b\n1,2\n"
        assert (answer["Content-Type"], answer["Content-Disposition"]) == (
            "text/csv; charset=utf-8", 'attachment; filename="figures.csv"'
        )  # fmt: skip


def test_a_preview_link_opens_the_drafts_files_until_it_is_turned_off(mercia, dana, client):
    draft = make.draft(mercia, by=dana)
    picture, document = with_picture(draft, dana), with_document(draft, dana)
    link = PreviewLink.make(draft.update, for_whom="The chair", days=7, by=dana)
    page = client.get(f"/preview/{link.pk}/{link.secret}/").content.decode()
    found = [address.replace("&amp;", "&") for address in re.findall(r'"(/updates/(?:pictures|files)/[^" ]*)"', page)]
    assert sorted(address.partition("?")[0] for address in found) == sorted([picture.url, document.url])
    answers = [client.get(address) for address in found]
    assert [(status(answer), answer["Cache-Control"]) for answer in answers] == [(200, "private, no-store")] * 2
    for wrong in (f"{link.pk}-{'0' * 40}", f"{link.pk + 1}-{link.secret}", "x", ""):
        assert client.get(f"{document.url}?preview={wrong}").status_code == 404
    other = with_document(make.draft(mercia, "2015-12", by=dana), dana)
    assert client.get(f"{other.url}?preview={link.pk}-{link.secret}").status_code == 404
    link.turn_off(by=dana)
    assert [client.get(address).status_code for address in found] == [404, 404]


def test_removing_a_picture_takes_it_out_of_the_text(mercia, dana):
    draft = make.draft(mercia, by=dana, sections=[("One", "<p>1</p>")])
    one = with_picture(draft, dana)
    draft.refresh_from_db()
    attachments.remove(one, by=dana, version=draft.version)
    assert (draft.sections.get().body, draft.attached.count()) == ("<p>1</p>", 0)


# --- the text and its pictures ------------------------------------------------------------------------------------


def saved(draft, html, by):
    text = edition_text(draft)
    text.sections[0].body = html
    draft.refresh_from_db()
    save_draft(draft, text, version=draft.version, by=by)
    return draft.sections.first().body


def test_a_picture_is_described_as_its_text_says_now(mercia, dana):
    draft = make.draft(mercia, by=dana)
    one = with_picture(draft, dana)
    saved(draft, f"<p>x</p>{pictures.tag(one.slot, alt='Said in the editor')}", dana)
    one.refresh_from_db()
    assert (one.alt, one.is_decorative) == ("Said in the editor", False)
    saved(draft, pictures.tag(one.slot, alt=""), dana)
    one.refresh_from_db()
    assert (one.alt, one.is_decorative) == ("", True)


def test_a_text_that_lost_what_was_said_of_a_picture_is_given_it_back(mercia, dana):
    draft = make.draft(mercia, by=dana)
    one = with_picture(draft, dana)
    assert saved(draft, pictures.tag(one.slot, alt=None, width=5, height=5), dana) == one.as_tag()


def test_a_removed_picture_comes_back_with_the_words_of_an_earlier_edition(mercia, dana):
    draft = make.draft(mercia, by=dana)
    one = with_picture(draft, dana)
    published(draft, dana)
    new = start_draft(draft.update, by=dana)
    html = new.sections.first().body
    attachments.remove(new.attached.get(), by=dana, version=new.version)
    assert saved(new, html, dana) == html
    assert new.attached.get().blob == one.blob


def test_a_removed_picture_comes_back_as_the_newest_edition_had_it(mercia, dana):
    draft = make.draft(mercia, by=dana)
    with_picture(draft, dana)
    published(draft, dana)
    second = start_draft(draft.update, by=dana)
    attachments.change_picture(
        second.attached.get(), alt="A new team", is_decorative=False, by=dana, version=second.version,
        picture=a_picture(colour=(10, 90, 10)),
    )  # fmt: skip
    published(second, dana)
    third = start_draft(draft.update, by=dana)
    html, newest = third.sections.first().body, second.attached.get().blob
    attachments.remove(third.attached.get(), by=dana, version=third.version)
    saved(third, html, dana)
    assert third.attached.get().blob == newest


def test_a_picture_that_is_gone_for_good_goes_out_of_the_text(mercia, dana):
    draft = make.draft(mercia, by=dana)
    one = with_picture(draft, dana)
    draft.refresh_from_db()
    attachments.remove(one, by=dana, version=draft.version)
    assert saved(draft, f"<p>x</p><figure>{one.slot and pictures.tag(one.slot, alt='x')}</figure>", dana) == "<p>x</p>"


def test_a_picture_of_another_update_is_left_as_it_is(mercia, dana):
    other = with_picture(make.draft(mercia, "2015-12", by=dana), dana)
    draft = make.draft(mercia, by=dana)
    html = pictures.tag(other.slot, alt="Theirs")
    assert saved(draft, html, dana) == html
    assert draft.attached.count() == 0


def test_settling_a_text_without_pictures_costs_one_query(mercia, dana, django_assert_num_queries):
    draft = make.draft(mercia, by=dana)
    with django_assert_num_queries(1):
        settle_pictures(draft)


def test_the_public_page_shows_pictures_and_lists_documents(mercia, dana, client):
    draft = make.draft(mercia, by=dana)
    picture, document = with_picture(draft, dana), with_document(draft, dana)
    published(draft, dana)
    page = client.get("/mercia/updates/2015-11/").content.decode()
    assert re.findall(r"<img src=[^>]*>", page) == [
        f'<img src="{picture.url}" srcset="{picture.url}?w=720 720w, {picture.url} 900w" '
        'sizes="(max-width: 46em) 100vw, 46em" alt="A team at a table" width="900" height="600" loading="lazy" '
        'decoding="async">'
    ]
    assert re.findall(r'<a href="(/updates/files/[^"]*)"[^>]*>(.*?)</a>', page) == [
        (document.url, 'Terms of reference<span class="document-said"> (PDF, 1 kB)</span>')
    ]
