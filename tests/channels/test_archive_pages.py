"""The doors of archives: upload, plan with preview, begin, see it come in, put it away."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hanjari.channels import actions as channels
from hanjari.channels.imports import files
from hanjari.channels.models import Import
from hanjari.listening import actions as listening
from hanjari.listening.models import Message

pytestmark = pytest.mark.django_db

TABLE = "num,who,words,when\n1,하늘,물이 새요,2026-11-02 10:00\n2,한빛,가겠습니다,2026-11-02 11:00\n3,하늘,,2026-11-03\n"
COLUMNS = {
    "column_id": "num",
    "column_author": "who",
    "column_text": "words",
    "column_time": "when",
}


@pytest.fixture
def desk(client, jiho):
    client.force_login(jiho)
    return client


@pytest.fixture
def draft(desk) -> Import:
    desk.post(reverse("channels:imports"), {"file": upload(), "archive": "옛 게시판"})
    return Import.objects.get()


def upload(body: bytes = TABLE.encode(), name: str = "board.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body)


def page(archive: Import, door: str = "channels:import") -> str:
    return reverse(door, args=[archive.pk])


def test_the_first_page_teaches_the_first_step(desk):
    assert "가져온 것이 없습니다" in desk.get(reverse("channels:imports")).content.decode()


def test_an_uploaded_file_becomes_a_draft_that_asks_for_its_columns(desk, draft):
    assert draft.state == "draft"
    words = desk.get(page(draft)).content.decode()
    assert "열의 뜻" in words
    assert '<option value="words">' in words
    assert not Message.objects.exists()


def test_the_preview_follows_the_columns_and_writes_no_message(desk, draft):
    answer = desk.post(page(draft), {**COLUMNS, "zone": "UTC", "own": "한빛", "preview": "1"})
    words = answer.content.decode()
    assert "물이 새요" in words
    assert "본문" in words
    draft.refresh_from_db()
    assert (draft.mapping["columns"]["text"], draft.mapping["own"]) == ("words", ["한빛"])
    assert (draft.state, Message.objects.count()) == ("draft", 0)


def test_the_preview_shows_no_number_that_would_be_masked(desk, jiho, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("text,created_at,author\n010-1234-5678,2026-11-02,900101-1234567\n")
    draft = channels.draft_import(channels.look_at(path, zone="UTC"), "옛 게시판", by=jiho)
    words = desk.get(page(draft)).content.decode()
    assert "010-****-5678" in words
    assert "900101" not in words


def test_htmx_gets_the_preview_alone(desk, draft):
    answer = desk.post(page(draft), {**COLUMNS, "zone": "UTC"}, headers={"HX-Request": "true"})
    assert answer.content.decode().strip().startswith('<section class="card" id="preview"')


def test_beginning_without_a_text_column_is_told(desk, draft):
    answer = desk.post(page(draft), {**COLUMNS, "column_text": "", "zone": "UTC", "start": "1"})
    assert answer.status_code == 422
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_begun_import_shows_its_bar_and_what_was_set_aside(desk, draft):
    answer = desk.post(page(draft), {**COLUMNS, "zone": "UTC", "start": "1"})
    assert answer.url == page(draft)
    assert 'hx-trigger="load delay:1s"' in desk.get(page(draft)).content.decode()
    while listening.read_due_archives():
        draft.refresh_from_db()
        if draft.state == "done":
            break
    piece = desk.get(page(draft), headers={"HX-Request": "true"}).content.decode()
    assert piece.strip().startswith('<section class="card" id="progress"')
    words = desk.get(page(draft)).content.decode()
    assert "100 %" in words
    assert "hx-trigger" not in words.split('id="progress"')[1]
    assert Message.objects.count() == 2
    lines = b"".join(desk.get(page(draft, "channels:bad_rows")).streaming_content)
    assert "글이 없습니다" in lines.decode() or "no_text" in lines.decode()


def test_it_can_be_stopped_and_gone_on_with(desk, draft):
    desk.post(page(draft), {**COLUMNS, "zone": "UTC", "start": "1"})
    desk.post(page(draft, "channels:stop_import"))
    draft.refresh_from_db()
    assert draft.state == "failed"
    desk.post(page(draft, "channels:go_on_import"))
    draft.refresh_from_db()
    assert draft.state == "waiting"
    desk.post(page(draft, "channels:discard_import"))
    assert Import.objects.exists(), "a running one is not put away"


def test_putting_it_away_deletes_its_files(desk, draft):
    path = files.folder()
    assert list(path.iterdir())
    desk.post(page(draft, "channels:discard_import"))
    assert not list(path.iterdir())
    assert not Import.objects.exists()


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04", b"\x00\x01" * 900])
def test_what_is_no_archive_is_refused_on_the_page(desk, body):
    answer = desk.post(
        reverse("channels:imports"), {"file": upload(body, "thing.zip"), "archive": "옛 게시판"}
    )
    assert answer.status_code == 422
    assert "field__error" in answer.content.decode()
    assert not Import.objects.exists()
    assert not list(files.folder().iterdir())


DOORS = ["import", "go_on_import", "stop_import", "discard_import", "bad_rows"]
POSTED = {"go_on_import", "stop_import", "discard_import"}


@pytest.mark.parametrize("door", DOORS)
def test_a_stranger_finds_nothing(client, draft, taeyang, door):
    client.force_login(taeyang)
    ask = client.post if door in POSTED else client.get
    assert ask(page(draft, f"channels:{door}")).status_code == 404


@pytest.mark.parametrize("door", DOORS)
def test_who_may_not_import_is_told_so(client, draft, minseo, door):
    client.force_login(minseo)
    ask = client.post if door in POSTED else client.get
    assert ask(page(draft, f"channels:{door}")).status_code == 403
    assert client.get(reverse("channels:imports")).status_code == 403


@pytest.mark.parametrize("door", DOORS)
def test_the_wrong_method_is_refused(desk, draft, door):
    ask = desk.get if door in POSTED else desk.put
    assert ask(page(draft, f"channels:{door}")).status_code == 405


def test_a_name_that_runs_script_stays_words(desk, jiho, tmp_path):
    path = tmp_path / "<script>alert(1)</script>.csv"
    path = tmp_path / "x.csv"
    path.write_text("text,created_at\n<script>alert(1)</script>,2026-11-02\n")
    looked = channels.look_at(path, zone="UTC", name="<b>x</b>.csv")
    draft = channels.draft_import(looked, "옛 게시판", by=jiho)
    words = desk.get(page(draft)).content.decode()
    assert "<b>x</b>" not in words
    assert "<script>alert" not in words
