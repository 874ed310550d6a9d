"""People: what they said to and about us over all channels, what we answered, and nothing else."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.listening.spoken import NOON, said

from hanjari.channels.envelope import Sender
from hanjari.listening import actions as listening
from hanjari.listening.models import Merge, Person
from hanjari.listening.queries.people import history_of, months_of


def sender(name: str, followers: int | None = None) -> Sender:
    return Sender(name, name, f"@{name}", followers=followers)


@pytest.fixture
def haneul(square) -> Person:
    listening.keep(
        square,
        [
            said(square, "1", "물이 새요. 화가 나요!", sender=sender("하늘"), posted_at=NOON - timedelta(days=40)),
            said(square, "2", "언제 오시나요?", sender=sender("하늘")),
            said(
                square, "3", "오늘 3시에 갑니다.", sender=sender("한빛"), is_ours=True, parent_id="2",
                posted_at=NOON + timedelta(hours=1),
            ),
            said(square, "4", "유명해요", sender=sender("별", 900_000), posted_at=NOON - timedelta(days=2)),
        ],
    )  # fmt: skip
    return Person.objects.get(name="하늘")


def test_a_history_holds_what_they_said_and_what_we_answered(haneul, minseo):
    history = history_of(minseo, haneul)
    assert [one.text for one in history.said] == ["언제 오시나요?", "물이 새요. 화가 나요!"]
    assert [one.text for one in history.answers] == ["오늘 3시에 갑니다."]
    november, october = months_of(history)
    assert (november.message_count, november.answer_count) == (1, 1)
    assert (october.message_count, october.answer_count) == (1, 0)
    assert october.moods["negative"] == 1


def test_a_long_history_says_where_it_was_cut(haneul, minseo):
    history = history_of(minseo, haneul, limit=1)
    assert len(history.said) == 1
    assert history.is_cut


def test_who_spoke_last_stands_first_however_many_follow_the_other(haneul, client: Client, minseo):
    client.force_login(minseo)
    page = client.get("/listening/people/").content.decode()
    assert page.index("하늘") < page.index("별")
    assert "팔로워 900,000명" in page
    assert "오늘 3시에" not in page


def test_a_name_finds_a_person_and_their_page_tells_of_both_sides(haneul, client: Client, minseo):
    client.force_login(minseo)
    page = client.get("/listening/people/?name=하늘").content.decode()
    assert f"/listening/people/{haneul.pk}/" in page
    assert "별" not in page.split("explore__rows")[1]
    own = client.get(f"/listening/people/{haneul.pk}/").content.decode()
    for words in ("물이 새요", "오늘 3시에 갑니다.", "2026-11", "2026-10", "author%3A"):
        assert words in own


def test_a_merged_person_is_found_where_they_are_now(haneul, market, client: Client, minseo, jiho):
    listening.keep(market, [said(market, "9", "장터에서", sender=sender("sky"))])
    sky = Person.objects.get(name="sky")
    listening.merge_persons(
        sky, haneul, ground=Merge.Ground.SELF_DISCLOSED, evidence="저예요", by=jiho
    )
    client.force_login(minseo)
    assert client.get(f"/listening/people/{sky.pk}/").url == f"/listening/people/{haneul.pk}/"
    page = client.get(f"/listening/people/{haneul.pk}/").content.decode()
    assert "장터에서" in page
    assert "저예요" in page


def test_the_history_goes_on_where_a_page_ended(square, client: Client, minseo):
    listening.keep(
        square,
        [
            said(
                square,
                str(n),
                f"말 {n}",
                sender=sender("하늘"),
                posted_at=NOON - timedelta(hours=n),
            )
            for n in range(45)
        ],
    )
    client.force_login(minseo)
    address = f"/listening/people/{Person.objects.get(name='하늘').pk}/"
    first = client.get(address)
    assert first.content.decode().count('class="find"') == 40
    older = first.content.decode().split('rel="next" href="')[1].split('"')[0]
    assert client.get(address + older).content.decode().count('class="find"') == 5
    assert client.get(address + "?before=gestern").content.decode().count('class="find"') == 40


def test_a_stranger_finds_nobody(haneul, client: Client, taeyang):
    client.force_login(taeyang)
    assert client.get(f"/listening/people/{haneul.pk}/").status_code == 404
    page = client.get("/listening/people/?name=하늘").content.decode()
    assert "이 이름을 쓰는 사람이 없습니다" in page
