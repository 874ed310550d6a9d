"""Search: what a LIKE scan would find, newest first, and only what may be seen."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.listening.spoken import NOON, said

from hanjari.channels.models import Account
from hanjari.language.normal import normal
from hanjari.listening import actions as listening
from hanjari.listening.models import Message
from hanjari.listening.search import Scope, rebuild, search

TEXTS = [
    "정수기에서 물이 새요",
    "영화 화가 이야기",
    "영화가 좋았어요",
    "환불해 주세요! refund please",
    "REFUNDS take too long",
    "산불이 났어요",
    "불",
    "LG전자 서비스센터",
    "ㅋㅋㅋ 재밌네",
    "日本語の文章です",
    "Ｆｕｌｌ－ｗｉｄｔｈ 글자",
    "👩‍👧 이모지 🙂",
]


@pytest.fixture
def spoken(square) -> Account:
    listening.keep(
        square,
        [
            said(square, str(n), text, posted_at=NOON + timedelta(minutes=n))
            for n, text in enumerate(TEXTS)
        ],
    )
    return square


def found(account: Account, words: str) -> list[str]:
    page = search(Scope(account.organisation_id), words)
    by_id = dict(Message.objects.values_list("pk", "text"))
    return [by_id[pk] for pk in page.ids]


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        ("정수기", ["정수기에서 물이 새요"]),
        ("영화가", ["영화가 좋았어요"]),
        ("영화", ["영화가 좋았어요", "영화 화가 이야기"]),
        ("물이 정수기", ["정수기에서 물이 새요"]),
        ('"물이 새요"', ["정수기에서 물이 새요"]),
        ('"새요 물이"', []),
        ("refund", ["REFUNDS take too long", "환불해 주세요! refund please"]),
        ("환불 refund", ["환불해 주세요! refund please"]),
        ("fund", []),
        ("불", ["불", "산불이 났어요", "환불해 주세요! refund please"]),
        ("불 났", ["산불이 났어요"]),
        ("lg전자", ["LG전자 서비스센터"]),
        ("ㅋㅋ", ["ㅋㅋㅋ 재밌네"]),
        ("文章", ["日本語の文章です"]),
        ("width", ["Ｆｕｌｌ－ｗｉｄｔｈ 글자"]),
        ("없는말", []),
    ],
)
def test_words_find_what_a_reader_would(spoken, words, texts):
    assert found(spoken, words) == texts


@pytest.mark.parametrize(
    "words",
    [
        "",
        "   ",
        '"',
        '""',
        "!?",
        "*",
        "🙂",
        '" OR 1',
        "NEAR(물 새)",
        "tokens:물",
        "a" * 9_999,
        "-",
        "'",
        "\\",
        "\0",
        "물\ud800",
    ],
)
def test_no_query_breaks_the_search(spoken, words):
    found(spoken, words)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(st.text("가나다 환불ab1!", min_size=1, max_size=12), min_size=1, max_size=12),
    st.text("가나다환불", min_size=1, max_size=4),
)
def test_hangul_hits_equal_those_of_a_scan(square, texts, term):
    start = Message.objects.count()
    listening.keep(square, [said(square, f"{start + n}", text) for n, text in enumerate(texts)])
    scan = [
        message.pk
        for message in Message.objects.filter(account=square).order_by("-pk")
        if normal(term) in normal(message.text)
    ]
    assert search(Scope(square.organisation_id), term, limit=10_000).ids == scan


def paged(account: Account, words: str, limit: int) -> list[int]:
    """All pages of a search, one behind the other."""
    pages: list[int] = []
    before = None
    while True:
        page = search(Scope(account.organisation_id), words, before=before, limit=limit)
        pages += page.ids
        if (before := page.before) is None:
            return pages


def scanned(words: str) -> list[int]:
    """What a LIKE scan finds, newest first."""
    rows = Message.objects.filter(text__contains=words).order_by("-pk")
    return list(rows.values_list("pk", flat=True))


def test_pages_follow_each_other_without_gap_or_repetition(square):
    listening.keep(
        square,
        [said(square, str(n), "영화 화가" if n % 3 else "영화가 좋다") for n in range(300)],
    )
    assert paged(square, "영화가", 30) == scanned("영화가")


@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 3_000)), min_size=1, max_size=60),
    st.integers(1, 20),
)
@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_newest_are_the_same_wherever_they_are_looked_for(square, monkeypatch, spoken, limit):
    monkeypatch.setattr("hanjari.listening.search.postgresql.RECENT", 4)
    monkeypatch.setattr("hanjari.listening.search.postgresql.WIDER", 3)
    Message.objects.all().delete()
    listening.keep(
        square,
        [
            said(
                square,
                str(n),
                "정수기가 새요" if is_so else "좋아요",
                posted_at=NOON - timedelta(minutes=back),
            )
            for n, (is_so, back) in enumerate(spoken)
        ],
    )
    assert paged(square, "정수기", limit) == scanned("정수기")


def test_one_company_never_finds_anothers_words(spoken, narae):
    assert search(Scope(narae.organisation.pk), "정수기").ids == []


def test_a_scope_may_be_narrowed_to_accounts_and_by_the_room_above(spoken, market):
    listening.keep(market, [said(market, "m", "정수기를 샀어요")])
    organisation = spoken.organisation_id
    here = search(Scope(organisation, accounts=frozenset([market.pk])), "정수기").ids
    assert len(here) == 1
    assert search(Scope(organisation, accounts=frozenset()), "정수기").ids == []
    assert search(Scope(organisation, visible=lambda ids: here), "정수기").ids == here


def test_an_edited_message_is_found_by_its_new_words_only(square):
    listening.keep(square, [said(square, "1", "배송이 늦어요")])
    listening.keep(square, [said(square, "1", "배송이 왔어요", edits=True)])
    assert found(square, "늦어") == []
    assert found(square, "왔어") == ["배송이 왔어요"]


def test_subjects_are_found_too(square):
    listening.keep(square, [said(square, "1", "본문", subject="필터 교체 문의")])
    assert found(square, "교체") == ["본문"]


def test_the_index_can_be_written_anew(spoken):
    assert rebuild(size=5) == len(TEXTS)
    assert found(spoken, "정수기") == ["정수기에서 물이 새요"]
