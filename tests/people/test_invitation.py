"""Somebody joins by a link that works once and for a while."""

from datetime import timedelta

import pytest
import time_machine

from hanjari.kit.clock import now
from hanjari.people import actions as people
from hanjari.people.links import INVITATION_LASTS
from hanjari.people.models import Invitation, Role
from hanjari.people.permissions import Permission
from hanjari.people.queries import invitation_by_secret
from hanjari.people.refusals import AddressTakenError, BeyondOneselfError, LinkClosedError

GUEST = {"name": "가온", "email": "gaon@hanbit.example", "password": "celadon-table-5"}


@pytest.fixture
def agent(hanbit) -> Role:
    return hanbit.roles["agent"]


def test_only_the_digest_of_an_invitation_is_stored(yuna, agent):
    _, secret = people.invite(agent, by=yuna)
    assert secret not in str(Invitation.objects.values().get())


def test_a_guest_joins_with_role_departments_and_language(yuna, agent, hanbit, told):
    legal = hanbit.departments["법무"]
    _, secret = people.invite(agent, by=yuna, departments=[legal], language="en")
    member = people.accept_invitation(secret, **GUEST)
    assert (member.role, member.organisation) == (agent, hanbit.organisation)
    assert list(member.departments.all()) == [legal]
    assert member.spoken_language == "en"
    assert told("member.joined")[0].noun_id == member.pk
    assert Invitation.objects.get().accepted_by == member


def test_an_invitation_for_an_address_seats_that_address(yuna, agent):
    _, secret = people.invite(agent, by=yuna, email="Gaon@hanbit.example")
    member = people.accept_invitation(secret, **{**GUEST, "email": "other@hanbit.example"})
    assert member.email == "gaon@hanbit.example"


def test_a_link_lets_one_person_in(yuna, agent):
    _, secret = people.invite(agent, by=yuna)
    people.accept_invitation(secret, **GUEST)
    with pytest.raises(LinkClosedError):
        people.accept_invitation(secret, **{**GUEST, "email": "second@hanbit.example"})


def test_a_link_expires(yuna, agent):
    _, secret = people.invite(agent, by=yuna)
    with time_machine.travel(now() + INVITATION_LASTS + timedelta(seconds=1)):
        assert invitation_by_secret(secret) is None
        with pytest.raises(LinkClosedError):
            people.accept_invitation(secret, **GUEST)


def test_a_withdrawn_link_lets_nobody_in(yuna, agent, told):
    invitation, secret = people.invite(agent, by=yuna)
    people.withdraw_invitation(invitation, by=yuna)
    people.withdraw_invitation(invitation, by=yuna)
    assert len(told("invitation.withdrawn")) == 1
    with pytest.raises(LinkClosedError):
        people.accept_invitation(secret, **GUEST)


def test_a_taken_address_is_refused_and_the_link_stays_good(yuna, agent, minseo):
    _, secret = people.invite(agent, by=yuna)
    with pytest.raises(AddressTakenError):
        people.accept_invitation(secret, **{**GUEST, "email": minseo.email})
    assert people.accept_invitation(secret, **GUEST).pk


def test_a_member_is_not_invited_again(yuna, agent, minseo):
    with pytest.raises(AddressTakenError):
        people.invite(agent, by=yuna, email=minseo.email)


def test_nobody_invites_to_a_role_above_their_own(yuna, minseo, hanbit):
    doorkeeper = people.add_role("Doorkeeper", [Permission.MANAGE_MEMBERS], by=yuna)
    people.change_role(minseo, doorkeeper, by=yuna)
    with pytest.raises(BeyondOneselfError):
        people.invite(hanbit.roles["administrator"], by=minseo)
    assert people.invite(doorkeeper, by=minseo)


def test_a_made_up_link_lets_nobody_in(db):
    with pytest.raises(LinkClosedError):
        people.accept_invitation("made-up", **GUEST)
