"""A desk is founded once, by a link that opens once."""

from datetime import timedelta

import pytest
import time_machine

from hanjari.kit.clock import now
from hanjari.people import actions as people
from hanjari.people.links import FIRST_KEY_LASTS
from hanjari.people.models import FirstKey, Member, Organisation
from hanjari.people.permissions import STANDARD_ROLES, Permission
from hanjari.people.queries import is_first_key
from hanjari.people.refusals import LinkClosedError

FOUNDER = {
    "organisation": "한빛",
    "department": "고객응대",
    "name": "유나",
    "email": "Yuna@Hanbit.example",
    "password": "celadon-table-5",
}


def test_a_founded_desk_has_roles_hours_and_a_department(db, told):
    desk = people.found_organisation("한빛", department="고객응대")
    assert {role.standard: set(role.permissions) for role in desk.roles.all()} == {
        key: set(permissions) for key, permissions in STANDARD_ROLES.items()
    }
    assert desk.opening_hours.count() == 5
    assert [d.name for d in desk.departments.all()] == ["고객응대"]
    assert desk.holidays == "KR"
    assert told("organisation.founded")[0].facts == {"name": "한빛"}


def test_two_desks_of_one_name_get_addresses_of_their_own(db):
    one = people.found_organisation("Hanbit", department="Care")
    two = people.found_organisation("Hanbit", department="Care")
    assert one.slug == "hanbit"
    assert two.slug.startswith("hanbit-")


def test_only_the_digest_of_the_first_key_is_stored(db):
    secret = people.make_first_key()
    assert len(secret) == 43
    assert secret not in str(FirstKey.objects.values().get())


def test_the_first_key_makes_an_administrator(db, told):
    member = people.use_first_key(people.make_first_key(), **FOUNDER)
    assert member.can(Permission.MANAGE_MEMBERS)
    assert member.email == "yuna@hanbit.example"
    assert member.check_password("celadon-table-5")
    assert told("member.joined")[0].by == member


def test_passwords_are_kept_by_argon2(db, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    member = people.use_first_key(people.make_first_key(), **FOUNDER)
    assert member.password.startswith("argon2$argon2id$")
    assert member.check_password("celadon-table-5")


def test_the_first_key_opens_once(db):
    secret = people.make_first_key()
    people.use_first_key(secret, **FOUNDER)
    with pytest.raises(LinkClosedError):
        people.use_first_key(secret, **FOUNDER)
    assert Organisation.objects.count() == 1


def test_the_first_key_expires(db):
    secret = people.make_first_key()
    with time_machine.travel(now() + FIRST_KEY_LASTS + timedelta(seconds=1)):
        assert not is_first_key(secret)
        with pytest.raises(LinkClosedError):
            people.use_first_key(secret, **FOUNDER)


def test_a_newer_first_key_closes_the_older(db):
    older, newer = people.make_first_key(), people.make_first_key()
    assert not is_first_key(older)
    assert is_first_key(newer)


def test_no_first_key_is_made_once_somebody_is_a_member(yuna):
    assert people.make_first_key() == ""


def test_a_first_key_made_before_somebody_joined_opens_nothing(db, hanbit):
    Member.objects.all().delete()
    secret = people.make_first_key()
    role = hanbit.roles["agent"]
    Member.objects.create_user("a@b.example", name="A", organisation=hanbit.organisation, role=role)
    with pytest.raises(LinkClosedError):
        people.use_first_key(secret, **FOUNDER)
    assert FirstKey.objects.get().used_at is None
