"""Who moves first on a topic: wire copies folded, citations first, a stored finding, and its page."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from tests.listening.spoken import said as spoken

from bench.influence import planted
from hanjari.channels.envelope import Sender
from hanjari.channels.models import Account
from hanjari.journal.models import Entry
from hanjari.kit import clock
from hanjari.listening import actions as listening
from hanjari.listening.actions import influence as comparing
from hanjari.listening.influence import METHOD, findings
from hanjari.listening.influence.stories import Said, citations, plain_address, stories
from hanjari.listening.models import Hit, Influence, Message, PressChoice, StandingQuery

NOW = datetime(2026, 11, 25, 3, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)
WIRE = "한빛정수기 신형 필터에서 물이 샌다는 소비자 제보가 잇따르고 있다고 소비자원이 밝혔다."


def news(number: int, hours: float, text: str = "", url: str = "", author: int = 1) -> Said:
    told = text or f"{number}번째 기사 본문이며 다른 기사와 겹치지 않는 내용 {number * 7919}"
    return Said(number, NOW + hours * HOUR, author, True, told, url)


def post(
    number: int, hours: float, text: str = "물이 새요", url: str = "", author: int = 9
) -> Said:
    return Said(number, NOW + hours * HOUR, author, False, text, url)


def test_copies_of_one_wire_text_within_a_day_are_one_story():
    told = [news(1, 0, WIRE), news(2, 3, f"[속보] {WIRE}"), news(3, 5), news(4, 30, WIRE)]
    assert stories(told) == [[0, 1], [2], [3]]


def test_posts_are_no_stories():
    assert stories([post(1, 0, WIRE), post(2, 1, WIRE)]) == []


def test_a_post_that_links_an_article_cites_it():
    told = [
        news(1, 0, url="https://www.paper.example/a/1?utm_source=x"),
        post(2, 1, "봤어요? http://paper.example/a/1/. 심각하네"),
    ]
    assert citations(told) == [(0, 1, "link")]


def test_an_article_that_quotes_a_post_cites_it():
    told = [
        post(1, 0, "어제부터   정수기 필터에서 물이 새요, 저만 그런가요"),
        news(2, 2, "한 이용자는 “어제부터 정수기 필터에서 물이 새요”라고 적었다."),
    ]
    assert citations(told) == [(0, 1, "quote")]


def test_an_article_that_links_a_post_cites_it_once():
    quote = "“정수기 필터에서 물이 줄줄 새요”"
    told = [
        post(1, 0, "정수기 필터에서 물이 줄줄 새요", "https://sns.example/p/1"),
        news(2, 2, f"{quote} https://sns.example/p/1"),
    ]
    assert citations(told) == [(0, 1, "link")]


def test_nobody_cites_what_came_later_or_long_ago_or_their_own_side():
    address = "https://paper.example/a/1"
    assert citations([news(1, 5, url=address), post(2, 1, address)]) == []
    assert citations([news(1, 0, url=address), post(2, 24 * 8, address)]) == []
    assert citations([news(1, 0, url=address), news(2, 1, address)]) == []


@pytest.mark.parametrize("broken", ["https://[", "http://a b", "", "https://x.example/%ZZ?=&"])
def test_a_broken_address_harms_nobody(broken):
    assert isinstance(plain_address(broken), str)
    citations([news(1, 0, url=broken), post(2, 1, broken)])


def test_findings_are_honest_about_too_little():
    told = findings(
        [news(1, -3), post(2, -2)], NOW.replace(minute=0) - 24 * HOUR, NOW.replace(minute=0)
    )
    assert told["lead"] == {"lacks": "hours"}
    assert told["prediction"] == {"lacks": "hours"}
    assert told["excitation"] == {"lacks": "events"}
    assert (told["stories"], told["authors"]) == (1, 1)


@pytest.fixture
def paper(hanbit) -> Account:
    return Account.objects.create(organisation=hanbit.organisation, kind="feed", name="한빛일보")


@pytest.fixture
def topic(hanbit, paper, square) -> StandingQuery:
    Account.objects.update(created_at=NOW - timedelta(days=60))
    return StandingQuery.objects.create(
        organisation=hanbit.organisation,
        name="필터 누수",
        expression="필터",
        created_at=NOW - timedelta(days=60),
    )


def keep(
    account: Account, topic: StandingQuery, told: list[tuple[str, str, datetime, str]]
) -> None:
    """(author, text, when, url) as messages that the topic found."""
    before = set(Message.objects.values_list("pk", flat=True))
    listening.keep(
        account,
        [
            spoken(
                account, f"{account.pk}-{len(before)}-{n}", text,
                sender=Sender(author, author), posted_at=at, url=url,
            )
            for n, (author, text, at, url) in enumerate(told)
        ],
    )  # fmt: skip
    Hit.objects.bulk_create(
        [
            Hit(query=topic, message_id=pk)
            for pk in Message.objects.filter(account=account).values_list("pk", flat=True)
            if pk not in before
        ],
        ignore_conflicts=True,
    )


def plant(paper: Account, square: Account, topic: StandingQuery, lag: int = 5) -> None:
    """Two weeks in which the square speaks first."""
    told, posts = planted(3, lag, weeks=2)
    since = NOW.replace(minute=0) - len(told) * HOUR
    rng = np.random.default_rng(1)
    words = ["필터", "누수", "교환", "환불", "점검", "본사", "매장", "소비자", "대책", "발표"]
    articles = [
        ("기자", f"{' '.join(rng.permutation(words))} {hour} {n} {rng.integers(1e9)}",
         since + hour * HOUR + n * timedelta(minutes=1), "")
        for hour, count in enumerate(told) for n in range(int(count))
    ]  # fmt: skip
    voices = [
        (f"손님{n}", "필터가 새요", since + hour * HOUR + n * timedelta(minutes=1), "")
        for hour, count in enumerate(posts) for n in range(int(count))
    ]  # fmt: skip
    keep(paper, topic, articles)
    keep(square, topic, voices)


def page(client: Client, topic: StandingQuery) -> str:
    return client.get(reverse("listening:influence", args=[topic.pk])).content.decode()


@pytest.fixture
def as_yuna(yuna) -> Client:
    client = Client()
    client.force_login(yuna)
    return client


def test_a_topic_in_which_the_square_speaks_first_says_so(paper, square, topic, as_yuna):
    with clock.at(NOW):
        plant(paper, square, topic)
        listening.compare(topic)
        told = Influence.objects.get()
        assert told.method == METHOD
        assert told.findings["lead"]["first"] == "social"
        assert told.findings["lead"]["low"] <= 5 <= told.findings["lead"]["high"]
        shown = page(as_yuna, topic)
    assert "커뮤니티 → 뉴스 (+5시간" in shown
    assert "<svg" in shown
    assert "style=" not in shown.split("<main")[1]


def test_a_topic_that_nobody_looked_at_says_when(topic, as_yuna):
    assert "아직" in page(as_yuna, topic)


def test_a_topic_heard_for_a_day_says_that_it_does_not_tell(paper, square, topic, as_yuna):
    StandingQuery.objects.update(created_at=NOW - timedelta(days=1))
    topic.refresh_from_db()
    address = "https://paper.example/1"
    with clock.at(NOW):
        keep(paper, topic, [("기자", WIRE, NOW - 5 * HOUR, address)])
        keep(square, topic, [("하늘", f"이거 보세요 {address}", NOW - 3 * HOUR, "")])
        listening.compare(topic)
        shown = page(as_yuna, topic)
    assert "이 정도로는 알 수 없습니다" in shown
    assert "7일" in shown
    assert "소비자원이 밝혔다" in shown
    assert Influence.objects.get().findings["cited"] == {"social": 0, "news": 1}


def test_what_is_ours_private_or_erased_is_not_counted(paper, square, topic):
    with clock.at(NOW):
        keep(
            square, topic, [(f"손님{n}", "필터가 새요", NOW - (n + 2) * HOUR, "") for n in range(4)]
        )
        first, second, third, _fourth = Message.objects.order_by("pk")
        Message.objects.filter(pk=first.pk).update(is_ours=True)
        Message.objects.filter(pk=second.pk).update(is_public=False)
        Message.objects.filter(pk=third.pk).update(erased_at=NOW)
        assert listening.compare(topic).findings["posts"] == 1


def test_the_errand_takes_the_topic_that_waits_longest_and_then_rests(hanbit, topic):
    other = StandingQuery.objects.create(
        organisation=hanbit.organisation, name="다른 말", expression="환불"
    )
    off = StandingQuery.objects.create(
        organisation=hanbit.organisation, name="꺼진 말", expression="배송", is_on=False
    )
    assert listening.compare_due()
    assert not listening.compare_due()
    assert set(Influence.objects.values_list("query", flat=True)) == {topic.pk, other.pk}
    stamps = list(Influence.objects.values_list("computed_at", flat=True))
    assert not listening.compare_due()
    assert list(Influence.objects.values_list("computed_at", flat=True)) == stamps
    assert not Influence.objects.filter(query=off).exists()


def test_the_company_says_what_counts_as_news(paper, square, topic, as_yuna, doyun):
    address = reverse("listening:press", args=[topic.pk])
    assert as_yuna.post(address, {"press": [square.pk]}).status_code == 302
    assert dict(PressChoice.objects.values_list("account", "is_press")) == {
        paper.pk: False,
        square.pk: True,
    }
    assert Entry.objects.get(event="press.chosen").facts["names"] == ["광장"]
    reader = Client()
    reader.force_login(doyun)
    assert reader.post(address, {}).status_code == 403
    assert as_yuna.get(address).status_code == 405


def test_accounts_of_another_company_are_not_offered(topic, narae, as_yuna):
    theirs = Account.objects.create(organisation=narae.organisation, kind="feed", name="나래일보")
    address = reverse("listening:press", args=[topic.pk])
    assert as_yuna.post(address, {"press": [theirs.pk]}).status_code == 422
    assert "나래일보" not in page(as_yuna, topic)


@pytest.mark.parametrize("number", ["9223372036854775808", "-1", "x", "0"])
def test_an_account_that_cannot_be_is_refused(number, topic, as_yuna):
    address = reverse("listening:press", args=[topic.pk])
    assert as_yuna.post(address, {"press": [number]}).status_code == 422


def test_a_stranger_does_not_see_it(topic, taeyang, client):
    address = reverse("listening:influence", args=[topic.pk])
    assert client.get(address).status_code == 302
    client.force_login(taeyang)
    assert client.get(address).status_code == 404
    assert client.post(reverse("listening:press", args=[topic.pk])).status_code == 404


def test_a_topic_that_fails_is_told_once_an_hour_and_starves_no_other(hanbit, topic, monkeypatch):
    other = StandingQuery.objects.create(
        organisation=hanbit.organisation, name="다른 말", expression="환불"
    )
    monkeypatch.setattr(comparing, "_failed_at", {})
    real = comparing.material

    def material(query):
        if query == topic:
            raise ZeroDivisionError
        return real(query)

    monkeypatch.setattr(comparing, "material", material)
    with pytest.raises(ZeroDivisionError):
        listening.compare_due()
    assert not listening.compare_due()
    assert set(Influence.objects.values_list("query", flat=True)) == {other.pk}
    assert not listening.compare_due(), "it rests"
    comparing._failed_at[topic.pk] -= comparing.FRESH
    with pytest.raises(ZeroDivisionError):
        listening.compare_due()
