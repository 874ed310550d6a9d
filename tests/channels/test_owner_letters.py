"""Who keeps a channel hears by mail that it stands still."""

import pytest

from hanjari.channels import actions
from hanjari.channels.actions.owners import TOLD, write_to_owner
from hanjari.channels.contract import BrokenError
from hanjari.channels.models import Account
from hanjari.journal import hearing, sealing
from hanjari.people import post
from hanjari.people.models import Letter

FACTS = {"words": "주소가 틀립니다.", "days": 3, "minutes": 4}


@pytest.fixture(autouse=True)
def _post_office(settings) -> None:
    settings.EMAIL_HOST = "mail.example"


def letters() -> list[dict]:
    return [post.opened(letter) for letter in Letter.objects.order_by("pk")]


@pytest.mark.parametrize("event", TOLD)
def test_every_event_is_a_letter_with_the_channel_and_the_way_to_it(account, yuna, event):
    assert write_to_owner(account, event, FACTS) == 1
    (letter,) = letters()
    assert letter["to"] == yuna.email
    assert account.name in letter["subject"]
    assert f"/settings/channels/{account.pk}/" in letter["words"]
    assert "%(" not in letter["subject"] + letter["words"]


def test_a_failure_reaches_the_owner_through_the_journal(pretend, account, yuna):
    actions.note_failure(account, BrokenError("login", "비밀번호가 틀립니다.", needs_person=True))
    sealing.seal()
    while hearing.hear():
        pass
    (letter,) = letters()
    assert (letter["to"], "비밀번호가 틀립니다." in letter["words"]) == (yuna.email, True)


def test_where_the_owner_has_left_the_administrators_hear_of_it(account, yuna, minseo):
    Account.objects.filter(pk=account.pk).update(owner=minseo)
    minseo.is_active = False
    minseo.save()
    write_to_owner(Account.objects.get(pk=account.pk), "account.late", {})
    assert [letter["to"] for letter in letters()] == [yuna.email]


def test_without_a_mail_server_nobody_is_written_to(account, settings):
    settings.EMAIL_HOST = ""
    assert write_to_owner(account, "account.late", {}) == 0
    assert letters() == []
