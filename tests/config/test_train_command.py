"""`hanjari train` as its operator sees it: words, figures, and an exit status that a script can trust."""

import pytest
from tests.language.codes import CODES, KEPT
from tests.listening.spoken import NOON, Spoken, said

from hanjari.channels.models import Account
from hanjari.config.command import main
from hanjari.listening import actions as listening
from hanjari.listening.models import Message, Training


@pytest.fixture
def desk(hanbit, minseo, monkeypatch) -> Account:
    from hanjari.channels.registry import kinds  # noqa: PLC0415

    monkeypatch.setitem(kinds(), "spoken", Spoken())
    account = Account.objects.create(organisation=hanbit.organisation, kind="spoken", name="광장")
    texts = [*KEPT, *CODES[:30]]
    listening.keep(account, [said(account, text, text, posted_at=NOON) for text in texts])
    for message in Message.objects.filter(external_id__in=CODES[:30]):
        listening.judge(message, "intents", ["request"], by=minseo)
    return account


def hanjari(capsys, *words: str) -> tuple[int, str]:
    status = main(["train", *words])
    told = capsys.readouterr()
    return status, told.out + told.err


def test_trying_keeps_nothing(desk, capsys):
    status, told = hanjari(capsys, "--dry-run")
    assert (status, Training.objects.count()) == (0, 0)
    assert "intent:request: of 30 corrected" in told
    assert "Nothing was kept." in told


def test_made_used_listed_undone_and_used_again(desk, capsys):
    status, told = hanjari(capsys)
    assert status == 0
    assert "Version 1 was made and is used for new messages." in told
    assert "→    1" in hanjari(capsys, "--list")[1]
    assert "the base alone again" in hanjari(capsys, "--undo")[1]
    assert "Messages are read with the base alone." in hanjari(capsys, "--list")[1]
    assert "New messages are read with version 1." in hanjari(capsys, "--use", "1")[1]
    assert Training.objects.get().is_used


def test_what_is_not_there_is_told_in_words(desk, capsys):
    status, told = hanjari(capsys, "--use", "7")
    assert status == 1
    assert "no such version" in told


def test_nothing_to_learn_is_refused(hanbit, capsys):
    status, told = hanjari(capsys)
    assert (status, Training.objects.get().state) == (1, "refused")
    assert "no member has corrected a reading" in told


def test_of_several_organisations_one_must_be_named(hanbit, narae, capsys):
    status, told = hanjari(capsys)
    assert status == 1
    assert "Which organisation?" in told
    assert hanjari(capsys, "--organisation", "narae")[0] == 1
    assert Training.objects.get().organisation == narae.organisation
