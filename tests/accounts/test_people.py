"""Who sees which posts, who gives them, and how they end."""

import uuid
from datetime import date

import pytest
from django.core.management import call_command

from portal.accounts.models import OutgoingMail, Post, User
from portal.accounts.roles import Role
from portal.audit.models import AuditEvent
from portal.regions.models import Trust, TrustDelivery
from tests import make

pytestmark = pytest.mark.on_postgresql

INVITE = "/people/invite/"


def invitation(organisation, role=Role.CONTRIBUTOR, **fields):
    where = "network" if organisation is None else f"{organisation._meta.model_name}-{organisation.pk}"
    return {
        "key": uuid.uuid4(),
        "name": "Nell Fry",
        "email": "Nell.Fry@example.org",
        "role": role,
        "organisation": where,
        "from_on": date.today().isoformat(),
    } | fields


def given():
    return list(Post.objects.filter(given_by__isnull=False))


# ------------------------------------------------------------------------------------------------- giving
def test_a_dcs_invites_a_contributor_who_becomes_a_user_and_is_told(alice, ardenvale, signed_in):
    response = signed_in(alice).post(INVITE, invitation(ardenvale))
    assert (response.status_code, response.url) == (302, "/people/")
    (post,) = given()
    assert (post.person.name, post.person.email) == ("Nell Fry", "nell.fry@example.org")
    assert (post.role, post.authority, post.given_by) == (Role.CONTRIBUTOR, ardenvale, alice)
    assert not post.person.has_usable_password()
    event = AuditEvent.objects.get(verb="gave the post of")
    assert (event.by, event.region, event.authority, event.subject_label) == (
        alice,
        "mercia",
        "M01",
        "Contributor, Ardenvale",
    )
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == ("nell.fry@example.org", "You have been given a post: Contributor, Ardenvale")


def test_the_message_names_the_post_and_who_gave_it_and_holds_no_secret_link(alice, ardenvale, signed_in, settings):
    signed_in(alice).post(INVITE, invitation(ardenvale))
    body = OutgoingMail.objects.get().body
    assert "Alice (Director of Children's Services, Ardenvale) has given you a post:" in body
    assert "Contributor, Ardenvale" in body
    assert [word for word in body.split() if "://" in word] == [f"{settings.PORTAL_ORIGIN}/accounts/login/,"]


def test_pressing_twice_makes_one_post_and_one_message(alice, ardenvale, signed_in):
    client, form = signed_in(alice), invitation(ardenvale)
    client.post(INVITE, form)
    User.objects.filter(email="nell.fry@example.org").update(email="nell@example.org")
    response = client.post(INVITE, form)
    assert response.url == "/people/"
    assert (len(given()), OutgoingMail.objects.count(), AuditEvent.objects.count()) == (1, 1, 1)
    assert not User.objects.filter(email="nell.fry@example.org").exists()


def test_somebody_who_is_known_gets_the_post_and_keeps_their_name(dana, bob, mercia, signed_in):
    signed_in(dana).post(INVITE, invitation(mercia, Role.OBSERVER, email="BOB@example.org", name="Robert"))
    (post,) = given()
    assert (post.person, post.person.name) == (bob, "Bob")


def test_a_post_held_already_is_not_given_again(alice, bob, ardenvale, signed_in):
    page = signed_in(alice).post(INVITE, invitation(ardenvale, email=bob.email))
    assert "Bob holds this post already." in page.content.decode()
    assert given() == []


def test_nobody_gives_themselves_a_post(alice, ardenvale, signed_in):
    page = signed_in(alice).post(INVITE, invitation(ardenvale, email="Alice@Example.org"))
    assert "nobody gives themselves a post" in page.content.decode()
    assert given() == []


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.CONTRIBUTOR, True),
        (Role.SELF_ASSESSMENT_LEAD, True),
        (Role.SAFEGUARDING_LEAD, True),
        (Role.LEAD_OFFICER, True),
        (Role.DCS, False),
        (Role.LEAD_MEMBER, False),
        (Role.MODERATOR, False),
        (Role.PROGRAMME_MANAGER, False),
        (Role.SITE_ADMINISTRATOR, False),
    ],
)
def test_a_dcs_gives_contributors_and_leads_only(role, may, alice, ardenvale, signed_in):
    signed_in(alice).post(INVITE, invitation(ardenvale, role))
    assert bool(given()) is may


def test_a_forged_organisation_is_refused(alice, severnford, mercia, signed_in):
    for place in (severnford, mercia, None):
        page = signed_in(alice).post(INVITE, invitation(place))
        assert "from the list" in page.content.decode()
    assert given() == []


def test_the_form_offers_a_dcs_only_what_they_may_give(alice, charlie, ardenvale, signed_in):
    form = signed_in(alice).get(INVITE).context["form"]
    roles = {value for _, group in form.fields["role"].choices[1:] for value, _ in group}
    assert roles == {"contributor", "self-assessment-lead", "safeguarding-lead", "lead-officer"}
    assert form.fields["organisation"].choices == [(f"localauthority-{ardenvale.pk}", "Ardenvale")]


@pytest.mark.parametrize("role", [role for role in Role if role.scope != "trust"])
def test_a_programme_manager_gives_every_post_in_the_region_but_site_administrator(
    role, dana, mercia, ardenvale, signed_in
):
    place = {"region": mercia, "authority": ardenvale}.get(role.scope)
    signed_in(dana).post(INVITE, invitation(place, role))
    assert bool(given()) is (role != Role.SITE_ADMINISTRATOR)


def test_a_programme_manager_gives_no_post_in_another_region(erin, mercia, ardenvale, signed_in):
    client = signed_in(erin)
    client.post(INVITE, invitation(mercia, Role.OBSERVER))
    client.post(INVITE, invitation(ardenvale))
    assert given() == []


def test_a_programme_manager_gives_posts_at_a_trust_of_the_region(dana, erin, ardenvale, signed_in):
    trust = Trust.objects.create(slug="ardenvale-trust", name="Ardenvale Children’s Trust")
    TrustDelivery.objects.create(trust=trust, authority=ardenvale)
    signed_in(erin).post(INVITE, invitation(trust, Role.TRUST_CHIEF_EXECUTIVE))
    assert given() == []
    signed_in(dana).post(INVITE, invitation(trust, Role.TRUST_CHIEF_EXECUTIVE))
    assert [str(post) for post in given()] == ["Trust chief executive, Ardenvale Children’s Trust"]


def test_a_site_administrator_gives_posts_anywhere(frank, mercia, ardenvale, signed_in):
    client = signed_in(frank)
    client.post(INVITE, invitation(None, Role.SITE_ADMINISTRATOR))
    client.post(INVITE, invitation(mercia, Role.PROGRAMME_MANAGER))
    client.post(INVITE, invitation(ardenvale, Role.DCS))
    assert len(given()) == 3


def test_a_role_is_given_only_where_it_belongs(dana, mercia, signed_in):
    page = signed_in(dana).post(INVITE, invitation(mercia, Role.DCS))
    assert "“Director of Children&#x27;s Services” is held at an authority. Choose that." in page.content.decode()


def test_somebody_whose_post_invites_nobody_may_not_open_the_form(bob, signed_in):
    assert signed_in(bob).get(INVITE).status_code == 403
    assert signed_in(bob).post(INVITE, {}).status_code == 403


def test_what_was_typed_is_kept_when_something_is_wrong(alice, ardenvale, signed_in):
    page = signed_in(alice).post(INVITE, invitation(ardenvale, name="Nell Fry", email="not an address"))
    assert 'value="Nell Fry"' in page.content.decode()
    assert 'value="not an address"' in page.content.decode()


@pytest.mark.parametrize("day", ["2020-01-01", "2199-01-01", "soon"])
def test_a_day_far_away_is_refused(day, alice, ardenvale, signed_in):
    page = signed_in(alice).post(INVITE, invitation(ardenvale, from_on=day))
    assert list(page.context["form"].errors) == ["from_on"]


# ------------------------------------------------------------------------------------------------- ending
def test_ending_a_post_ends_its_access_at_the_next_request(dana, alice, ardenvale, signed_in):
    theirs = signed_in(alice)
    assert theirs.get(INVITE).status_code == 200
    post = alice.posts.get()
    client = signed_in(dana)
    assert "End the post of Alice" in client.get(f"/people/posts/{post.pk}/end/").content.decode()
    assert Post.objects.get(pk=post.pk).is_current
    client.post(f"/people/posts/{post.pk}/end/")
    assert theirs.get(INVITE).status_code == 403
    assert AuditEvent.objects.get(verb="ended the post of").by == dana


def test_a_post_is_ended_by_those_who_may_give_it(alice, bob, charlie, dana, erin, frank, signed_in):
    address = f"/people/posts/{bob.posts.get().pk}/end/"
    answers = {
        person.name: signed_in(person).get(address).status_code for person in (alice, bob, charlie, dana, erin, frank)
    }
    assert answers == {"Alice": 200, "Bob": 403, "Charlie": 404, "Dana": 200, "Erin": 404, "Frank": 200}


def test_an_ended_post_is_not_ended_again(alice, dana, signed_in):
    post = alice.posts.get()
    post.end(by=dana)
    assert signed_in(dana).post(f"/people/posts/{post.pk}/end/").status_code == 403


def test_the_only_site_administrator_stays(frank, signed_in):
    client, post = signed_in(frank), frank.posts.get()
    client.post(f"/people/posts/{post.pk}/end/")
    assert Post.objects.get(pk=post.pk).is_current
    make.post(make.person("Ida"), Role.SITE_ADMINISTRATOR)
    client.post(f"/people/posts/{post.pk}/end/")
    assert not Post.objects.get(pk=post.pk).is_current


# ------------------------------------------------------------------------------------------------- reading
def seen_by(person):
    return {f"{post.person}, {post}" for post in Post.objects.visible_to(person)}


def test_one_sees_the_posts_of_one_s_organisations_and_who_chairs(alice, bob, charlie, dana, erin, frank, mercia):
    make.post(make.person("Grace"), Role.REGIONAL_CHAIR, mercia)
    everybody = {
        "Alice, Director of Children's Services, Ardenvale",
        "Bob, Contributor, Ardenvale",
        "Charlie, Director of Children's Services, Severnford",
        "Dana, Regional programme manager, Mercia",
        "Grace, Regional chair, Mercia",
        "Erin, Regional programme manager, Wessex",
        "Frank, Site administrator, the whole network",
    }
    grace = {"Grace, Regional chair, Mercia"}
    assert seen_by(frank) == everybody
    assert seen_by(dana) == {line for line in everybody if "Erin" not in line and "Frank" not in line}
    assert seen_by(erin) == grace | {"Erin, Regional programme manager, Wessex"}
    assert seen_by(bob) == grace | {line for line in everybody if line.endswith("Ardenvale")}
    assert seen_by(charlie) == grace | {line for line in everybody if line.endswith("Severnford")}


def test_anybody_may_know_who_chairs_a_region_now_and_nothing_else(alice, dana, mercia, client):
    from django.contrib.auth.models import AnonymousUser

    make.post(make.person("Grace"), Role.REGIONAL_CHAIR, mercia)
    make.post(make.person("Hugh"), Role.REGIONAL_CHAIR, mercia, to_on=date(2016, 3, 31))
    assert seen_by(AnonymousUser()) == {"Grace, Regional chair, Mercia"}
    assert client.get("/people/").status_code == 302


def test_addresses_are_shown_to_those_who_need_them(bob, alice, charlie, dana, mercia, signed_in):
    make.post(make.person("Grace"), Role.REGIONAL_CHAIR, mercia)
    page = signed_in(bob).get("/people/").content.decode()
    assert ("alice@example.org" in page, "grace@example.org" in page) == (True, False)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(number, dana, ardenvale, signed_in, django_assert_num_queries):
    trust = Trust.objects.create(slug="t", name="A trust")
    TrustDelivery.objects.create(trust=trust, authority=ardenvale)
    for index in range(number):
        make.post(make.person(f"Person {index}"), Role.CONTRIBUTOR, ardenvale)
        make.post(make.person(f"Chief {index}"), Role.TRUST_CHIEF_EXECUTIVE, trust)
    client = signed_in(dana)
    client.get("/people/")
    with django_assert_num_queries(6):
        assert client.get("/people/").status_code == 200


def test_one_s_own_page_says_what_one_may_do(alice, signed_in):
    page = signed_in(alice).get("/people/me/").content.decode()
    assert Role.DCS.may_do.replace("'", "&#x27;") in page


# ------------------------------------------------------------------------------------------------ beginning
def test_the_first_site_administrator_is_appointed_from_the_command_line_once(db, capsys):
    call_command("appoint", "First@example.org", "--name", "Ida")
    call_command("appoint", "first@example.org")
    assert capsys.readouterr().out == "Ida is now site administrator.\nIda was already site administrator.\n"
    assert Post.objects.get().person.is_site_administrator


def test_the_admin_shows_people_and_changes_nobody_s_password(frank, bob, signed_in):
    client = signed_in(frank)
    page = client.get(f"/admin/accounts/user/{bob.pk}/change/").content.decode()
    assert ("bob@example.org" in page, "pbkdf2" in page, '<input type="password' in page) == (True, False, False)
    assert client.post(f"/admin/accounts/user/{bob.pk}/change/", {"name": "Robert"}).status_code == 403
    assert client.get("/admin/password_change/").url == "/accounts/password/change/"
    assert client.get("/admin/mfa/authenticator/").status_code == 404
    assert signed_in(bob).get("/admin/", follow=True).status_code == 403


def test_suspending_somebody_in_the_admin_is_recorded(frank, bob, signed_in):
    action = {"action": "suspend", "_selected_action": [bob.pk, frank.pk]}
    signed_in(frank).post("/admin/accounts/user/", action)
    assert list(User.objects.filter(is_active=False)) == [bob]
    assert AuditEvent.objects.get(verb="suspended").by == frank
