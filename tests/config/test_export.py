"""An export holds one organisation's desk, and no secrets."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from hanjari.channels.contract import Access
from hanjari.channels.imports.survey import survey
from hanjari.channels.kinds.archive.sniffing import sniff
from hanjari.channels.models import Account
from hanjari.config.exporting import NOUNS, export
from hanjari.conversations.models import Conversation, Note
from hanjari.journal import actions as journal
from hanjari.kit.clock import now
from hanjari.kit.secrets import seal
from hanjari.listening.models import Author, Message, Person


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


def test_exported_messages_can_be_read_in_again(hanbit, tmp_path):
    account = Account.objects.create(organisation=hanbit.organisation, kind="mail", name="mail")
    person = Person.objects.create(organisation=hanbit.organisation, name="하늘")
    author = Author.objects.create(
        organisation=hanbit.organisation, kind="mail", external_id="h@x", person=person
    )
    for number in (1, 2):
        Message.objects.create(
            id=number,
            organisation=hanbit.organisation,
            account=account,
            author=author,
            external_id=f"m{number}",
            parent_id="m1" if number == 2 else "",
            text=f"물이 새요 {number}",
            posted_at=now(),
        )
    dict(export(hanbit.organisation, tmp_path / "desk.zip"))
    with zipfile.ZipFile(tmp_path / "desk.zip") as bundle:
        path = Path(bundle.extract("messages.jsonl", tmp_path))
    page = (Path(__file__).resolve().parents[2] / "docs" / "operator.md").read_text()
    columns = dict(re.findall(r"--map (\w+)=(\w+)", page))
    plan = sniff(path, "Asia/Seoul").but(columns=columns)
    found = survey(path, plan, Access(0, "again", {}, {}, {}))
    assert (found.message_count, found.bad_count, found.answer_count) == (2, 0, 1)
    assert {one.external_id for one in found.samples} == {"m1", "m2"}
