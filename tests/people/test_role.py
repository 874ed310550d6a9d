"""Standard roles stay; an organisation's own are made from named permissions."""

import pytest
from django.http import Http404

from hanjari.people import actions as people
from hanjari.people import queries
from hanjari.people.permissions import STANDARD_WORDS, WORDS, Permission
from hanjari.people.refusals import (
    BeyondOneselfError,
    NameTakenError,
    StandardRoleError,
    StillUsedError,
)


def test_every_permission_and_standard_role_has_words():
    assert set(WORDS) == set(Permission)
    assert set(STANDARD_WORDS) == {"administrator", "lead", "agent", "reader"}


def test_a_standard_role_cannot_be_edited_or_removed(yuna, hanbit):
    with pytest.raises(StandardRoleError):
        people.edit_role(hanbit.roles["agent"], "Agent+", [], by=yuna)
    with pytest.raises(StandardRoleError):
        people.remove_role(hanbit.roles["agent"], by=yuna)


def test_a_role_of_ones_own_is_made_edited_and_removed(yuna, told):
    role = people.add_role("Writer", [Permission.REPLY, Permission.REPLY], by=yuna)
    assert role.permissions == ["reply.write"]
    people.edit_role(role, "Editor", [Permission.APPROVE], by=yuna)
    assert told("role.edited")[0].facts["before"] == ["reply.write"]
    people.remove_role(role, by=yuna)
    assert told("role.removed")[0].facts["name"] == "Editor"


def test_a_role_that_somebody_has_stays(yuna, minseo):
    role = people.add_role("Writer", [Permission.REPLY], by=yuna)
    people.change_role(minseo, role, by=yuna)
    with pytest.raises(StillUsedError):
        people.remove_role(role, by=yuna)


def test_a_role_of_an_open_invitation_stays_until_it_is_withdrawn(yuna):
    role = people.add_role("Writer", [Permission.REPLY], by=yuna)
    invitation, _ = people.invite(role, by=yuna)
    with pytest.raises(StillUsedError):
        people.remove_role(role, by=yuna)
    people.withdraw_invitation(invitation, by=yuna)
    people.remove_role(role, by=yuna)


def test_two_roles_of_one_name_are_refused(yuna):
    people.add_role("Writer", [], by=yuna)
    other = people.add_role("Editor", [], by=yuna)
    with pytest.raises(NameTakenError):
        people.add_role("Writer", [], by=yuna)
    with pytest.raises(NameTakenError):
        people.edit_role(other, "Writer", [], by=yuna)


def test_nobody_makes_a_role_above_their_own(yuna, minseo):
    keeper = people.add_role("Doorkeeper", [Permission.MANAGE_MEMBERS], by=yuna)
    people.change_role(minseo, keeper, by=yuna)
    with pytest.raises(BeyondOneselfError):
        people.add_role("Above", [Permission.ERASE], by=minseo)
    with pytest.raises(BeyondOneselfError):
        people.edit_role(keeper, "Doorkeeper", list(Permission), by=minseo)


def test_a_strangers_role_is_not_found(taeyang, hanbit):
    with pytest.raises(Http404):
        queries.role_for(taeyang, hanbit.roles["agent"].pk)
