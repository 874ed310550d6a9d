"""The open page: what was approved, nothing else, ready before anybody asks."""

import json
from datetime import date, timedelta

import feedparser
import pytest

from hanjari.commitments import actions as commitments
from hanjari.commitments.models import Commitment, Evidence, Step
from hanjari.conversations.answering import packed, step_of
from hanjari.conversations.models import AnswerHour
from hanjari.issues.models import Issue, Statement, Version
from hanjari.journal.hearing import seat_listeners, settle
from hanjari.kit.clock import now
from hanjari.public import actions as public
from hanjari.public.actions.stories import OwnStoryError
from hanjari.public.models import OpenPage, Sheet
from hanjari.public.pages.first import how_many
from hanjari.public.queries import shown
from hanjari.public.shelf import shelf

ROOT = "/public/hanbit/"


@pytest.fixture(autouse=True)
def _own_shelf() -> None:
    shelf.__init__()


@pytest.fixture
def opened(hanbit):
    public.open_page(by=hanbit.members["yuna"], intro="늘 한 자리를 비워 둡니다.")
    return hanbit


def promise(company, **fields) -> Commitment:
    fields = {
        "text": "통화 대기를 10분 안으로 줄이겠습니다",
        "first_due": date(2026, 12, 1),
        "current_due": date(2026, 12, 1),
        "state": Commitment.State.PUBLISHED,
        "is_public": True,
    } | fields
    number = Commitment.objects.count() + 1
    return Commitment.objects.create(organisation=company.organisation, number=number, **fields)


def statement(company, title="요금을 두 번 청구했습니다", **fields) -> Statement:
    fields = {"form": "apology", "state": "published", "published_at": now()} | fields
    row = Statement.objects.create(organisation=company.organisation, **fields)
    Version.objects.create(
        statement=row, number=1, title=title, text="저희 책임입니다.\n\n사과드립니다."
    )
    return row


def read(client, path=ROOT) -> str:
    public.draw_stale()
    shelf.__init__()
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_a_page_that_was_not_opened_is_not_there(client, hanbit):
    public.draw_stale()
    assert client.get(ROOT).status_code == 404


def test_strangers_read_it_without_a_cookie(client, opened):
    response_text = read(client)
    assert "한빛의 한자리" in response_text
    assert "늘 한 자리를 비워 둡니다." in response_text
    assert not client.cookies


def test_english_readers_have_a_page_of_their_own(client, opened):
    promise(opened, text_en="We will answer calls within ten minutes")
    public.let_be_drawn(opened.organisation)
    text = read(client, f"{ROOT}en/")
    assert '<html lang="en">' in text
    assert "We will answer calls within ten minutes" in text
    assert "Our promises" in text


def test_a_promise_shows_its_first_date_its_lateness_and_its_evidence(client, opened):
    row = promise(opened, current_due=date(2026, 12, 20), late_since=date(2026, 12, 2))
    Evidence.objects.create(
        commitment=row,
        kind="url",
        url="https://hanbit.example/4.2",
        words="앱 4.2 배포 기록",
        is_public=True,
        verified_at=now(),
    )
    Evidence.objects.create(
        commitment=row,
        kind="url",
        url="https://hanbit.example/geheim",
        words="안쪽 자료",
        verified_at=now(),
    )
    Step.objects.create(
        commitment=row,
        before="accepted",
        after="revised",
        reason="부품이 늦었습니다",
        changes={"current_due": ["2026-12-01", "2026-12-20"]},
    )
    text = read(client)
    assert "2026. 12. 1. → 2026. 12. 20." in " ".join(text.split())
    assert "2026. 12. 2.부터 늦음" in text
    assert "앱 4.2 배포 기록" in text
    assert "안쪽 자료" not in text
    single = read(client, f"{ROOT}promises/{row.number}/")
    assert "부품이 늦었습니다" in single


@pytest.mark.parametrize("hidden", [{"is_public": False}, {"is_exercise": True}])
def test_what_was_not_published_or_only_exercised_is_not_shown(client, opened, hidden):
    promise(opened, **hidden)
    assert "통화 대기" not in read(client)


def test_statements_stand_with_their_words_also_when_withdrawn(client, opened):
    row = statement(opened, withdrawn_at=now(), withdrawn_for="사실과 달랐습니다")
    draft = statement(opened, "쓰는 중인 글", published_at=None, state="draft")
    exercise = Issue.objects.create(
        organisation=opened.organisation, number=1, title="훈련", is_exercise=True
    )
    statement(opened, "훈련용 글", issue=exercise)
    text = read(client)
    assert "요금을 두 번 청구했습니다" in text
    assert "쓰는 중인 글" not in text
    assert "훈련용 글" not in text
    single = read(client, f"{ROOT}statements/{row.pk}/")
    assert "사과드립니다." in single
    assert "사실과 달랐습니다" in single
    assert client.get(f"{ROOT}statements/{draft.pk}/").status_code == 404


def correction(company, **fields) -> Statement:
    fields = {"state": "published", "published_at": now()} | fields
    row = Statement.objects.create(organisation=company.organisation, form="correction", **fields)
    parts = {
        "fact": "필터는 시험을 통과했습니다.",
        "claim": "시험에 떨어졌다더라",
        "where": "https://square.example/1",
        "verdict": "사실이 아닙니다.",
        "original": "시험을 준비하고 있습니다.",
    }
    Version.objects.create(statement=row, number=1, title="필터 시험", text="통", parts=parts)
    return row


def test_corrections_stand_in_a_section_of_their_own(client, opened):
    assert "바로잡습니다" not in read(client)
    row = correction(opened)
    public.let_be_drawn(opened.organisation)
    text = read(client)
    section = text[text.index('id="corrections"') :]
    assert "바로잡습니다" in section
    assert "필터는 시험을 통과했습니다." in section
    assert "사실이 아닙니다." in section
    assert f"{ROOT}statements/{row.pk}/" not in text[: text.index('id="corrections"')]
    single = read(client, f"{ROOT}statements/{row.pk}/")
    assert '<a href="https://square.example/1"' in single
    assert "저희가 처음에 한 말" in single
    told = json.loads(read(client, f"{ROOT}page.json"))["statements"][0]
    assert told["parts"]["verdict"] == "사실이 아닙니다."


def test_what_was_corrected_keeps_its_words_and_leads_to_the_correction(client, opened):
    first = statement(opened)
    second = correction(opened, corrects=first)
    third = correction(opened, corrects=first, state="draft", published_at=None)
    old = read(client, f"{ROOT}statements/{first.pk}/")
    assert "이 글을 바로잡았습니다" in old
    assert "저희 책임입니다." in old
    assert f"{ROOT}statements/{second.pk}/" in old
    assert f"statements/{third.pk}/" not in old
    new = read(client, f"{ROOT}statements/{second.pk}/")
    assert "처음에 한 말과 바로잡은 말" in new
    assert f"{ROOT}statements/{first.pk}/" in new


def paired(company) -> tuple[Statement, Statement]:
    korean = statement(company)
    english = statement(company, "We charged twice", language="en", other=korean)
    korean.other = english
    korean.save()
    return korean, english


def test_each_language_leads_to_the_other_and_lists_its_own(client, opened):
    korean, english = paired(opened)
    first, abroad = read(client), read(client, f"{ROOT}en/")
    assert "요금을 두 번 청구했습니다" in first
    assert "We charged twice" not in first
    assert "We charged twice" in abroad
    assert "요금을 두 번" not in abroad
    single = read(client, f"{ROOT}statements/{korean.pk}/")
    other = f"{ROOT}en/statements/{english.pk}/"
    assert f'<link rel="alternate" hreflang="en" href="http://127.0.0.1:8000{other}">' in single
    assert f'<a href="{other}" lang="en" hreflang="en">Read it in English</a>' in single
    back = read(client, other)
    assert f'hreflang="ko" href="http://127.0.0.1:8000{ROOT}statements/{korean.pk}/"' in back


def test_a_translation_leaves_the_old_address_good(client, opened):
    korean, english = paired(opened)
    Statement.objects.filter(pk=english.pk).update(published_at=None, state="draft")
    assert "요금을 두 번" in read(client, f"{ROOT}en/statements/{korean.pk}/")
    Statement.objects.filter(pk=english.pk).update(published_at=now(), state="published")
    public.let_be_drawn(opened.organisation)
    page = read(client, f"{ROOT}en/statements/{korean.pk}/")
    assert "Read it in English" in page


def test_where_there_is_no_translation_the_list_says_so(client, opened):
    row = statement(opened)
    draft = statement(opened, "Not yet", language="en", other=row, published_at=None, state="draft")
    row.other = draft
    row.save()
    abroad = read(client, f"{ROOT}en/")
    assert "요금을 두 번 청구했습니다" in abroad
    assert "Only in Korean" in abroad
    assert "Only in" not in read(client)
    single = read(client, f"{ROOT}en/statements/{row.pk}/")
    assert 'hreflang="en" href' not in single.split("</head>")[0]


def test_hostile_words_stay_words(client, opened):
    statement(opened, "<script>alert(1)</script>")
    text = read(client)
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


def test_a_story_waits_for_a_second_person(client, opened):
    yuna, jiho = opened.members["yuna"], opened.members["jiho"]
    row = public.write_story(by=yuna, said="색이 더 있으면 좋겠어요", did="옥색을 냈습니다")
    assert "옥색을 냈습니다" not in read(client)
    with pytest.raises(OwnStoryError):
        public.approve_story(row, by=yuna)
    public.approve_story(row, by=jiho)
    assert "옥색을 냈습니다" in read(client)
    public.take_story_down(row, by=jiho)
    assert "옥색을 냈습니다" not in read(client)


def test_few_people_are_told_as_few(opened):
    assert how_many(0) == ""
    assert "5" in how_many(3)
    assert "3" not in how_many(3)
    assert "12" in how_many(12)


def hours(company, waits: list[int]) -> None:
    days = shown.span(company.organisation)
    AnswerHour.objects.create(
        organisation=company.organisation,
        hour=days.since + timedelta(days=3),
        answered=packed(step_of(timedelta(minutes=one)) for one in waits),
        waiting_count=2,
        is_stale=False,
    )


def test_the_figures_come_out_of_the_counters_and_can_be_recomputed(client, opened):
    hours(opened, [5, 12, 20, 60, 90, 300])
    text = read(client)
    assert "<em>8번</em> 물으셨고" in text
    assert "<em>6번</em> 답했습니다" in text
    told = json.loads(read(client, f"{ROOT}page.json"))["answering"]
    assert told["asked"] == 8
    share = dict(zip(told["minutes"], told["still_waiting"], strict=True))
    assert min(share.values()) == pytest.approx(0.25)
    assert told["median_minutes"] == pytest.approx(60, rel=0.021)


def test_too_few_who_asked_give_no_figure(client, opened):
    hours(opened, [5])
    assert "5번" not in read(client)
    assert json.loads(read(client, f"{ROOT}page.json"))["answering"] == {"asked_below": 5}


def test_the_feed_is_atom(client, opened):
    statement(opened)
    promise(opened)
    feed = feedparser.parse(read(client, f"{ROOT}feed.xml"))
    assert not feed.bozo
    titles = [entry.title for entry in feed.entries]
    assert "요금을 두 번 청구했습니다" in titles
    assert "통화 대기를 10분 안으로 줄이겠습니다" in titles


def test_only_the_piece_for_frames_may_be_framed(client, opened):
    read(client)
    assert "frame-ancestors 'none'" in client.get(ROOT)["content-security-policy"]
    framed = client.get(f"{ROOT}embed/")
    assert "frame-ancestors *" in framed["content-security-policy"]
    assert framed.content.decode().count("<h1") == 1


def test_what_did_not_change_keeps_its_mark(client, opened):
    promise(opened)
    read(client)
    marks = dict(Sheet.objects.values_list("path", "mark"))
    public.let_be_drawn(opened.organisation)
    read(client)
    again = dict(Sheet.objects.values_list("path", "mark"))
    changed = {path for path in marks if marks[path] != again[path]}
    assert changed <= {f"{ROOT}page.json"}, "the JSON tells when it was drawn"


def test_a_closed_page_is_gone_until_it_is_opened_again(client, opened):
    read(client)
    public.close_page(by=opened.members["yuna"])
    public.draw_stale()
    shelf.__init__()
    assert client.get(ROOT).status_code == 404
    assert not Sheet.objects.exists()
    public.open_page(by=opened.members["yuna"])
    assert "한빛의 한자리" in read(client)


def test_an_approved_thing_of_another_company_is_not_ours(client, opened, narae):
    promise(narae, text="나래의 약속")
    assert "나래의 약속" not in read(client)


def test_words_tied_to_a_promise_by_the_thousand_let_the_page_be_drawn(opened):
    seat_listeners()
    public.draw_stale()
    commitments.trace_all(
        opened.organisation, "message", [1, 2, 3], ("commitment", promise(opened).pk), by=None
    )
    settle()
    assert OpenPage.objects.get().is_stale
