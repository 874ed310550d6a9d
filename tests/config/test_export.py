"""An export holds one organisation's desk, and no secrets."""

import json
import zipfile

import pytest

from hanjari.channels.models import Account
from hanjari.config.exporting import NOUNS, export
from hanjari.conversations.models import Conversation, Note
from hanjari.journal import actions as journal
from hanjari.kit.secrets import seal


@pytest.fixture
def bundle(hanbit, narae, minseo, tmp_path):
    for company in (hanbit, narae):
        account = Account.objects.create(
            organisation=company.organisation, kind="mail", name="mail", secrets=seal(b"geheim")
        )
        talk = Conversation.objects.create(
            organisation=company.organisation, account=account, thread_key="a", subject="정수기"
        )
        Note.objects.create(conversation=talk, by=minseo, text=f"메모 {company.organisation.slug}")
        journal.record("note.added", "note", 1, organisation=company.organisation)
    dict(export(hanbit.organisation, tmp_path / "desk.zip"))
    with zipfile.ZipFile(tmp_path / "desk.zip") as bundle:
        yield bundle


def rows(bundle, name):
    return [json.loads(line) for line in bundle.read(f"{name}.jsonl").decode().splitlines()]


def test_every_noun_is_a_file_of_json_lines(bundle):
    assert set(bundle.namelist()) == {f"{noun.name}.jsonl" for noun in NOUNS} | {"export.json"}
    assert rows(bundle, "conversations")[0]["subject"] == "정수기"
    assert json.loads(bundle.read("export.json"))["counts"]["notes"] == 1


def test_only_ones_own_rows_are_in_it(bundle):
    assert [row["text"] for row in rows(bundle, "notes")] == ["메모 hanbit"]
    everything = b"".join(bundle.read(name) for name in bundle.namelist())
    assert "나래".encode() not in everything
    assert b"narae" not in everything


def test_no_secret_is_in_it(bundle, minseo):
    everything = b"".join(bundle.read(name) for name in bundle.namelist())
    assert b"gAAAA" not in everything
    assert minseo.password.encode() not in everything
    assert "password" not in rows(bundle, "members")[0]


def test_members_keep_their_departments(bundle, hanbit):
    minseo = next(row for row in rows(bundle, "members") if row["name"] == "민서")
    assert minseo["departments"] == [hanbit.departments["고객응대"].pk]
