"""What members may do."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.http import Http404

from hanjari.demo.cast import PASSWORD
from hanjari.people import actions as people
from hanjari.people import queries
from hanjari.people.attendance import present_member
from hanjari.people.permissions import Permission
from hanjari.people.refusals import BeyondOneselfError, LastAdministratorError


def test_a_reader_reads_and_nothing_else(doyun):
    assert doyun.can(Permission.READ_ALL)
    assert not any(doyun.can(permission) for permission in set(Permission) - {Permission.READ_ALL})


def test_a_disabled_member_may_nothing(yuna):
    yuna.is_active = False
    assert not yuna.can(Permission.READ_ALL)


def test_a_role_changes_and_the_change_is_told(yuna, minseo, hanbit, told):
    people.change_role(minseo, hanbit.roles["lead"], by=yuna)
    people.change_role(minseo, hanbit.roles["lead"], by=yuna)
    (entry,) = told("member.role_changed")
    assert (entry.facts["before"], entry.facts["after"], entry.by) == ("agent", "lead", yuna)
    assert minseo.can(Permission.APPROVE)


def test_the_last_administrator_keeps_the_role(yuna, hanbit):
    with pytest.raises(LastAdministratorError):
        people.change_role(yuna, hanbit.roles["agent"], by=yuna)
    with pytest.raises(LastAdministratorError):
        people.disable(yuna, by=yuna)
    yuna.refresh_from_db()
    assert yuna.is_active
    assert yuna.role.standard == "administrator"


def test_a_disabled_administrator_does_not_count_as_one(yuna, minseo, hanbit):
    people.change_role(minseo, hanbit.roles["administrator"], by=yuna)
    people.disable(minseo, by=yuna)
    with pytest.raises(LastAdministratorError):
        people.disable(yuna, by=yuna)


def test_one_of_two_administrators_may_go(yuna, minseo, hanbit):
    people.change_role(minseo, hanbit.roles["administrator"], by=yuna)
    people.disable(yuna, by=minseo)
    assert not yuna.is_active


def test_a_doorkeeper_cannot_touch_an_administrator(yuna, minseo, sora, hanbit):
    people.change_role(sora, hanbit.roles["administrator"], by=yuna)
    doorkeeper = people.add_role("Doorkeeper", [Permission.MANAGE_MEMBERS], by=yuna)
    people.change_role(minseo, doorkeeper, by=yuna)
    for act in (people.disable, people.forget_second_factor, people.offer_new_password):
        with pytest.raises(BeyondOneselfError):
            act(sora, by=minseo)
    with pytest.raises(BeyondOneselfError):
        people.change_role(minseo, hanbit.roles["administrator"], by=minseo)


def test_disabling_ends_every_session(yuna, minseo, client):
    client.post("/account/login/", {"login": minseo.email, "password": PASSWORD})
    assert UserSession.objects.filter(user=minseo).exists()
    people.disable(minseo, by=yuna)
    assert not UserSession.objects.filter(user=minseo).exists()
    assert not Session.objects.exists()


def test_an_enabled_member_must_log_in_again(yuna, minseo, as_member):
    client = as_member(minseo)
    people.disable(minseo, by=yuna)
    assert present_member(minseo.pk) is None
    people.enable(minseo, by=yuna)
    assert present_member(minseo.pk) == minseo
    assert client.session


def test_a_member_sits_in_departments(yuna, minseo, hanbit, told):
    people.seat(minseo, [hanbit.departments["법무"]], by=yuna)
    (entry,) = told("member.seated")
    assert (entry.facts["before"], entry.facts["after"]) == (["고객응대"], ["법무"])


def test_a_stranger_is_not_found(yuna, taeyang):
    with pytest.raises(Http404):
        queries.member_for(taeyang, yuna.pk)
    assert yuna not in queries.members_for(taeyang)


def test_a_page_loads_its_member_in_one_query(minseo, django_assert_num_queries):
    with django_assert_num_queries(1):
        member = present_member(minseo.pk)
        assert member.can(Permission.REPLY)
        assert member.local_zone == "Asia/Seoul"
        assert not member.has_second_factor


def test_a_new_name_is_told_and_a_theme_is_not(minseo, told):
    people.change_preferences(by=minseo, name="민서 K", theme="dark", is_active=False)
    minseo.refresh_from_db()
    assert (minseo.name, minseo.theme, minseo.is_active) == ("민서 K", "dark", True)
    assert told("member.renamed")[0].facts == {"before": "민서", "after": "민서 K"}
