"""The address to log in with: asked for, proved by its mailbox, told to the old one."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from hanjari.demo.cast import PASSWORD
from hanjari.kit.clock import now
from hanjari.people import actions as people
from hanjari.people.actions import letters
from hanjari.people.models import AddressChange, Letter, Member
from hanjari.people.refusals import (
    AddressTakenError,
    BeyondOneselfError,
    LinkClosedError,
    TooManyAsksError,
)

NEW = "minseo.kim@hanbit.example"
ADDRESS = "/mine/address/"


@pytest.fixture
def post_office(settings) -> None:
    settings.EMAIL_HOST = "mail.hanbit.example"


def again(member: Member) -> Member:
    return Member.objects.get(pk=member.pk)


def links() -> list[str]:
    """The paths in the letters that have gone out, the newest last."""
    letters.send_letters()
    words = " ".join(letter.body for letter in mail.outbox).split()
    return ["/" + word.split("/", 3)[3] for word in words if ADDRESS in word]


def log_in(client: Client, email: str) -> bool:
    client.post("/account/login/", {"login": email, "password": PASSWORD})
    return client.get("/mine/").status_code == 200


@pytest.fixture
def asked(post_office, minseo, as_member) -> str:
    """Minseo has asked for her new address; the path of the letter's link."""
    as_member(minseo).post(ADDRESS, {"email": NEW.upper()})
    return links()[0]


def test_a_new_address_counts_once_its_link_is_confirmed(asked, minseo, as_member, told):
    client = as_member(minseo)
    assert NEW in client.get(asked).content.decode()
    assert again(minseo).email == minseo.email
    client.post(asked)
    assert again(minseo).email == NEW
    assert log_in(Client(), NEW)
    assert not log_in(Client(), minseo.email)
    (entry,) = told("member.address_changed")
    assert (entry.by, entry.facts["before"], entry.facts["after"]) == (minseo, minseo.email, NEW)
    assert told("member.address_change_asked")[0].facts["to"] == NEW


def test_the_old_address_is_told(asked, minseo, as_member):
    as_member(minseo).post(asked)
    letters.send_letters()
    assert mail.outbox[-1].to == [minseo.email]
    assert NEW in mail.outbox[-1].body


def test_other_sessions_end_and_this_one_stays(asked, minseo):
    here, elsewhere = Client(), Client()
    assert log_in(here, minseo.email)
    assert log_in(elsewhere, minseo.email)
    here.post(asked)
    assert here.get("/mine/").status_code == 200
    assert elsewhere.get("/mine/").status_code == 302


def test_asking_wants_the_password_again(post_office, minseo, client):
    client.force_login(minseo)
    assert client.post(ADDRESS, {"email": NEW}).url.startswith("/account/reauthenticate/")
    assert not AddressChange.objects.exists()


def test_a_link_is_good_for_its_member_alone(asked, jiho, minseo, as_member, client):
    assert client.get(asked).url.startswith("/account/login/")
    assert as_member(jiho).get(asked).status_code == 410
    assert as_member(jiho).post(asked).status_code == 410
    assert again(minseo).email == minseo.email


def test_a_link_works_once_and_for_a_day(asked, minseo, as_member):
    secret = asked.split("/")[-2]
    with (
        time_machine.travel(now() + timedelta(days=1, seconds=1)),
        pytest.raises(LinkClosedError),
    ):
        people.confirm_address(secret, by=minseo, session_key="")
    people.confirm_address(secret, by=minseo, session_key="")
    with pytest.raises(LinkClosedError):
        people.confirm_address(secret, by=minseo, session_key="")


def test_asking_again_replaces_what_was_asked(asked, minseo, as_member):
    client = as_member(minseo)
    client.post(ADDRESS, {"email": "other@hanbit.example"})
    assert client.get(asked).status_code == 410
    assert "other@hanbit.example" in client.get(ADDRESS).content.decode()


def test_what_was_asked_is_taken_back(asked, minseo, as_member, told):
    client = as_member(minseo)
    client.post("/mine/address/withdraw/")
    client.post("/mine/address/withdraw/")
    assert client.get(asked).status_code == 410
    assert len(told("member.address_change_withdrawn")) == 1


def test_an_address_that_somebody_has_is_answered_alike(post_office, minseo, taeyang, as_member):
    client = as_member(minseo)
    pages = []
    for email in (taeyang.email, "nobody@hanbit.example"):
        page = client.post(ADDRESS, {"email": email}, follow=True).content.decode()
        pages.append(page.replace(email, "X").split('id="toasts"')[0].split("</header>")[-1])
    assert Letter.objects.count() == 1
    strip = [page.partition("csrfmiddlewaretoken")[0] for page in pages]
    assert strip[0] == strip[1]


def test_an_address_taken_meanwhile_is_refused_and_the_link_stays_good(asked, minseo, jiho):
    Member.objects.filter(pk=jiho.pk).update(email=NEW)
    secret = asked.split("/")[-2]
    with pytest.raises(AddressTakenError):
        people.confirm_address(secret, by=minseo, session_key="")
    Member.objects.filter(pk=jiho.pk).update(email="jiho@hanbit.example")
    people.confirm_address(secret, by=minseo, session_key="")
    assert again(minseo).email == NEW


def test_the_database_keeps_addresses_apart(minseo, jiho):
    jiho.email = minseo.email
    with pytest.raises(IntegrityError), transaction.atomic():
        jiho.save()


def test_letters_to_addresses_of_ones_choice_are_bounded(post_office, minseo):
    for number in range(5):
        people.ask_for_address(minseo, f"n{number}@x.example", by=minseo)
    with pytest.raises(TooManyAsksError):
        people.ask_for_address(minseo, NEW, by=minseo)


def test_a_link_to_a_new_password_dies_with_the_old_address(asked, minseo, yuna):
    path = people.offer_new_password(minseo, by=yuna)
    people.confirm_address(asked.split("/")[-2], by=minseo, session_key="")
    page = Client().get(path, follow=True)
    assert "password1" not in page.content.decode()


def test_without_mail_nobody_changes_their_own(minseo, as_member):
    client = as_member(minseo)
    client.post(ADDRESS, {"email": NEW})
    assert again(minseo).email == minseo.email
    assert 'name="email"' not in client.get(ADDRESS).content.decode()


def test_without_mail_an_administrator_vouches_for_it(minseo, yuna, as_member, told):
    client, colleague = Client(), reverse("people:address_of", args=[minseo.pk])
    log_in(client, minseo.email)
    as_member(yuna).post(colleague, {"email": NEW})
    assert again(minseo).email == NEW
    assert client.get("/mine/").status_code == 200
    assert told("member.address_changed")[0].by == yuna


def test_with_mail_an_administrators_word_waits_for_the_link_too(
    post_office, minseo, yuna, as_member
):
    as_member(yuna).post(reverse("people:address_of", args=[minseo.pk]), {"email": NEW})
    assert again(minseo).email == minseo.email
    as_member(minseo).post(links()[0])
    assert again(minseo).email == NEW


def test_a_taken_address_is_said_to_an_administrator(minseo, yuna, jiho, as_member):
    page = as_member(yuna).post(
        reverse("people:address_of", args=[minseo.pk]), {"email": jiho.email}
    )
    assert page.status_code == 200
    assert again(minseo).email == minseo.email


def test_nobody_changes_the_address_of_who_may_more(yuna, minseo, hanbit):
    doorkeeper = people.add_role("Doorkeeper", ["member.manage"], by=yuna)
    people.change_role(minseo, doorkeeper, by=yuna)
    with pytest.raises(BeyondOneselfError):
        people.set_address(yuna, NEW, by=minseo)


def test_only_the_digest_of_the_link_is_stored(asked):
    secret = asked.split("/")[-2]
    assert secret not in str(list(AddressChange.objects.values()))


def test_the_same_address_again_is_no_change(post_office, minseo, as_member):
    assert as_member(minseo).post(ADDRESS, {"email": minseo.email}).status_code == 422
