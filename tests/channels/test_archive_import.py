"""Imports: planned, surveyed, read in batches, killed and gone on with; nothing lost, nothing doubled."""

import csv
import json
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

import pytest
from django.utils import translation

from hanjari.channels import actions as channels
from hanjari.channels.access import open_access
from hanjari.channels.contract import UnreadableError
from hanjari.channels.imports import files
from hanjari.channels.imports.survey import survey
from hanjari.channels.kinds.archive.plan import Plan
from hanjari.channels.models import Import
from hanjari.conversations.models import Conversation, Turn
from hanjari.journal.hearing import settle
from hanjari.listening import actions as listening
from hanjari.listening.models import Message

pytestmark = pytest.mark.django_db

TABLE = """번호,작성자,내용,작성일시,원글번호
1,하늘,"정수기에서 물이 새요.
번호는 010-1234-5678 이에요.",2026-11-02 10:00:00,
2,한빛,"바로 확인하겠습니다.",2026-11-02 10:12,1.0
3,하늘,감사합니다,2026.11.02 오후 3:10,2
"""


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def prepared(text: str | bytes, tmp_path: Path, by, name: str = "board.csv") -> Import:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return channels.draft_import(channels.look_at(path, zone="Asia/Seoul"), "옛 게시판", by=by)


def read_in(archive: Import, by, most: int = 500) -> Import:
    assert channels.start_import(archive, by=by)
    while listening.read_archive(archive.pk, most=most):
        pass
    archive.refresh_from_db()
    return archive


def bad_rows(archive: Import) -> list[dict]:
    path = files.bad_path(archive)
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def test_a_korean_table_is_understood_and_read_in(jiho, tmp_path):
    archive = prepared(TABLE, tmp_path, jiho)
    assert Plan.of(archive.mapping).columns == {
        "id": "번호", "author": "작성자", "text": "내용", "time": "작성일시", "parent": "원글번호",
    }  # fmt: skip
    channels.plan_import(archive, Plan.of(archive.mapping).but(own=("한빛",)))
    archive = read_in(archive, jiho)
    assert (archive.state, archive.kept_count, archive.bad_count) == ("done", 3, 0)
    first, second, third = Message.objects.order_by("id")
    assert "010-****-5678" in first.text, "personal data is masked before anything is stored"
    assert [first.is_ours, second.is_ours, third.is_ours] == [False, True, False]
    assert (second.parent_id, third.posted_at.isoformat()) == ("1", "2026-11-02T06:10:00+00:00")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp949", "euc-kr"])
def test_the_encoding_is_found(jiho, tmp_path, encoding):
    archive = read_in(prepared(TABLE.encode(encoding), tmp_path, jiho), jiho)
    assert archive.kept_count == 3
    assert Message.objects.filter(text="감사합니다").exists()


def test_a_survey_counts_and_writes_nothing(jiho, tmp_path):
    archive = prepared(TABLE + "4,하늘,,2026-11-03,\n5,하늘,늦은 글,언젠가,\n", tmp_path, jiho)
    found = survey(Path(archive.path), Plan.of(archive.mapping), open_access(archive.account))
    assert (found.row_count, found.message_count, found.bad_count) == (5, 3, 2)
    assert (found.answer_count, len(found.authors)) == (2, 2)
    assert not Message.objects.exists()
    assert not bad_rows(archive)


def test_bad_rows_are_set_aside_with_their_reason_and_their_words(jiho, tmp_path):
    lines = [
        '{"id": 1, "text": "안녕", "created_at": "2026-11-02T10:00:00Z", "user": {"id": "haneul"}}',
        "{no json",
        '{"id": 2, "text": "", "created_at": "2026-11-02T10:00:00Z"}',
        '{"id": 3, "text": "주민번호 900101-1234567", "created_at": "언젠가"}',
        '{"id": 4, "text": "끝", "created_at": 1793000000}',
        "[1, 2]",
    ]
    body = "\n".join(lines).encode() + b'\n{"id": 5, "text": "\xff\xfe"}\n'
    archive = read_in(prepared(body, tmp_path, jiho, "board.jsonl"), jiho, most=2)
    assert (archive.kept_count, archive.bad_count, archive.row_count) == (2, 5, 7)
    found = bad_rows(archive)
    assert [row["code"] for row in found] == [
        "no_json", "no_text", "wrong_time", "no_object", "encoding",
    ]  # fmt: skip
    assert found[0]["original"] == "{no json"
    assert all(row["reason"] for row in found)
    assert "900101" not in files.bad_path(archive).read_text()
    assert files.bad_path(archive).stat().st_mode & 0o077 == 0


def test_the_same_file_again_brings_nothing_new(jiho, tmp_path):
    read_in(prepared(TABLE, tmp_path, jiho), jiho)
    again = read_in(prepared(TABLE, tmp_path, jiho), jiho)
    assert (again.kept_count, again.double_count) == (0, 3)
    assert Message.objects.count() == 3


def test_an_open_quote_swallows_only_its_own_row(jiho, tmp_path):
    rows = "".join(f"{n},하늘,글 {n},2026-11-02 10:00:{n:02},\n" for n in range(4, 50))
    text = TABLE + '99,하늘,"닫지 않은 글,2026-11-02 11:00,\n' + rows
    archive = read_in(prepared(text, tmp_path, jiho), jiho, most=7)
    assert (archive.kept_count, archive.bad_count) == (49, 1)
    assert bad_rows(archive)[0]["code"] == "open_quote"


def test_a_megabyte_is_a_message_and_more_is_set_aside(jiho, tmp_path):
    head = "id,author,text,created_at\n"
    text = (
        f"1,a,{'ㅋ' * 1_000_000},2026-11-02\n2,b,{'x' * 5_000_000},2026-11-02\n3,c,끝,2026-11-02\n"
    )
    archive = read_in(prepared(head + text, tmp_path, jiho), jiho)
    assert (archive.kept_count, archive.bad_count) == (2, 1)
    assert bad_rows(archive)[0]["code"] == "too_long"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"PK\x03\x04zip", "packed"),
        (b"\x1f\x8bgzip", "packed"),
        (b"", "empty"),
        (b"<html></html>", "WordPress"),
        (b"[1,2]", "JSONL"),
        (b"\x00\x01\x02\x03" * 100, "text"),
    ],
)
def test_what_is_no_archive_is_refused_in_plain_words(jiho, tmp_path, body, words):
    with pytest.raises(UnreadableError, match=words):
        prepared(body, tmp_path, jiho, "thing.bin")


def test_xml_entities_are_never_opened(jiho, tmp_path):
    bomb = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;">
    <!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&b;&f;</title></item></channel></rss>"""
    archive = prepared(bomb, tmp_path, jiho, "blog.xml")
    assert channels.start_import(archive, by=jiho)
    assert not listening.read_archive(archive.pk)
    archive.refresh_from_db()
    assert archive.state == "failed"
    assert "entities" in archive.failure
    assert not Message.objects.exists()


def test_a_killed_import_goes_on_behind_its_last_batch(jiho, tmp_path, monkeypatch):
    """The worker dies in the middle of each batch once, after its rows and bad rows were written."""
    rows = "".join(
        f"{n},하늘,{'' if n % 10 == 0 else f'글 {n}'},2026-11-02 10:{n:02},\n" for n in range(60)
    )
    archive = prepared("번호,작성자,내용,작성일시,원글번호\n" + rows, tmp_path, jiho)
    assert channels.start_import(archive, by=jiho)
    real, deaths = files.set_aside, []

    def dies_once_a_batch(archive, rows):
        size = real(archive, rows)
        if archive.position not in deaths:
            deaths.append(archive.position)
            raise SystemExit
        return size

    monkeypatch.setattr(files, "set_aside", dies_once_a_batch)
    goes_on = True
    while goes_on:
        with suppress(SystemExit):
            goes_on = listening.read_archive(archive.pk, most=7)
    archive.refresh_from_db()
    assert len(deaths) > 3
    assert (archive.kept_count, archive.bad_count, archive.double_count) == (54, 6, 0)
    assert [row["row"] for row in bad_rows(archive)] == [1, 11, 21, 31, 41, 51]
    assert Message.objects.count() == 54


def test_a_changed_file_is_not_gone_on_with(jiho, tmp_path):
    archive = prepared(TABLE, tmp_path, jiho)
    assert channels.start_import(archive, by=jiho)
    Path(archive.path).write_text(TABLE + "4,하늘,하나 더,2026-11-05,\n")
    assert not listening.read_archive(archive.pk)
    archive.refresh_from_db()
    assert archive.state == "failed"


def test_an_import_can_be_stopped_and_gone_on_with(jiho, tmp_path):
    archive = prepared(TABLE, tmp_path, jiho)
    assert channels.start_import(archive, by=jiho)
    assert listening.read_archive(archive.pk, most=1)
    assert channels.stop_import(archive, by=jiho)
    assert not listening.read_archive(archive.pk, most=1)
    assert read_in(archive, jiho).kept_count == 3


def test_an_upload_is_deleted_once_it_is_read_in(jiho, django_capture_on_commit_callbacks):
    archive = channels.upload_import([TABLE.encode()], "게시판.csv", "옛 게시판", by=jiho)
    path = Path(archive.path)
    assert path.parent == files.folder()
    assert path.stat().st_mode & 0o077 == 0
    with django_capture_on_commit_callbacks(execute=True):
        read_in(archive, jiho)
    assert not path.exists()


def test_mails_of_an_mbox_find_their_thread(jiho, tmp_path):
    mbox = (
        "From haneul Mon Nov  2 10:00:00 2026\nMessage-ID: <a@x>\nFrom: Haneul <haneul@mail.example>\n"
        "Date: Mon, 2 Nov 2026 10:00:00 +0900\nSubject: Leak\n\nIt leaks.\n>From here on.\n\n"
        "From us Mon Nov  2 11:00:00 2026\nMessage-ID: <b@x>\nIn-Reply-To: <a@x>\nFrom: care@hanbit.example\n"
        "Date: Mon, 2 Nov 2026 11:00:00 +0900\nSubject: Re: Leak\n\nWe come.\n"
    )
    archive = prepared(mbox, tmp_path, jiho, "mails.mbox")
    channels.plan_import(archive, Plan.of(archive.mapping).but(own=("care@hanbit.example",)))
    read_in(archive, jiho, most=1)
    first, second = Message.objects.order_by("id")
    assert first.text == "It leaks.\nFrom here on."
    assert (second.parent_id, second.is_ours, second.is_public) == ("a@x", True, False)


def test_comments_of_a_wordpress_export_lie_under_their_post(jiho, shared_data, tmp_path):
    import tarfile  # noqa: PLC0415

    with tarfile.open(shared_data / "wxr" / "wordpress-importer_fixtures.tar.xz") as tar:
        body = tar.extractfile("phpunit/data/theme-unit-test-data.xml").read()
    archive = read_in(prepared(body, tmp_path, jiho, "blog.xml"), jiho, most=20)
    assert (archive.state, archive.row_count) == ("done", archive.kept_count)
    comments = Message.objects.filter(external_id__startswith="comment:")
    assert comments.count() > 20
    assert all(comment.root_id.startswith("post:") for comment in comments)


def test_every_answer_of_the_support_threads_stands_with_what_it_answers(jiho, shared_data):
    """Three thousand real tweets; the test follows the file's own reply links."""
    path = shared_data / "twcs_en" / "twcs.csv"
    archive = read_in(
        channels.draft_import(channels.look_at(path, zone="UTC"), "twcs", by=jiho), jiho
    )
    settle()
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert (archive.kept_count, archive.bad_count) == (len(rows), 0)
    place = dict(Turn.objects.values_list("message__external_id", "conversation_id"))
    assert place.keys() == {row["tweet_id"] for row in rows}
    links = [(row["tweet_id"], row["in_response_to_tweet_id"].split(".")[0]) for row in rows]
    together = [(child, parent) for child, parent in links if parent in place]
    assert len(together) > 1_000
    assert all(place[child] == place[parent] for child, parent in together)
    assert _components(rows, links) == _grouped(place)
    ours = set(Message.objects.filter(is_ours=True).values_list("external_id", flat=True))
    assert ours == {row["tweet_id"] for row in rows if row["inbound"] == "False"}
    assert not Conversation.objects.filter(next_due_at__isnull=False).exists()
    assert path.exists()


def _components(rows: list[dict], links: list[tuple[str, str]]) -> set[frozenset[str]]:
    """Trees by the file's links; an absent parent ties its children too."""
    up = {name: name for pair in links for name in pair if name}

    def root(name: str) -> str:
        while up[name] != name:
            name = up[name]
        return name

    for child, parent in links:
        if parent:
            up[root(child)] = root(parent)
    present = {row["tweet_id"] for row in rows}
    groups = defaultdict(set)
    for name in present:
        groups[root(name)].add(name)
    return {frozenset(group) for group in groups.values()}


def _grouped(place: dict[str, int]) -> set[frozenset[str]]:
    groups = defaultdict(set)
    for name, conversation in place.items():
        groups[conversation].add(name)
    return {frozenset(group) for group in groups.values()}
