"""What Naver alone does: two gates, hits without ids, days without minutes, a thousand hits at most."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.channels.naver.bench import NaverBench, bench
from tests.channels.naver.simulator import blog
from tests.conftest import ROOT

from hanjari.channels.contract import Access, BrokenError, Raw, UnreadableError
from hanjari.channels.kinds.naver import KIND
from hanjari.channels.kinds.naver.form import NaverForm

SEEN = "2026-11-23T01:00:00+00:00"


@pytest.fixture
def place(settings) -> Iterator[NaverBench]:
    settings.ALLOW_PRIVATE_HOSTS = ["127.0.0.1"]
    with bench() as opened:
        yield opened


def envelopes(place: NaverBench, access: Access, catches):
    return [one for catch in catches for raw in catch.payloads for one in KIND.read(access, raw)]


def read(hits: list, where: str = "blog", **hints):
    raw = Raw(json.dumps({"items": hits}).encode(), {"place": where, "at": SEEN, **hints})
    return KIND.read(Access(3, "네이버", {}, {}, {}), raw)


@pytest.mark.real_server
class TestGates:
    def test_both_gates_lead_to_the_same_posts(self, place):
        place.plant("물맛이 좋아졌어요")
        for gate, is_hub in (("hub", True), ("developers", False)):
            place.server.is_hub = is_hub
            access = place.access(gate=gate)
            (found,) = envelopes(place, access, KIND.pull(access))
            assert found.text == "물맛이 좋아졌어요"

    @pytest.mark.parametrize("is_hub", [True, False])
    def test_used_up_searches_wait_for_midnight_in_seoul(self, place, is_hub):
        place.server.left, place.server.is_hub = 0, is_hub
        with pytest.raises(BrokenError) as broken:
            list(KIND.pull(place.access(gate="hub" if is_hub else "developers")))
        assert broken.value.code == "quota"
        assert not broken.value.needs_person
        assert 0 < broken.value.retry_after <= 86_460

    def test_old_keys_are_told_of_their_end(self, place):
        place.server.is_hub = False
        checks = KIND.health(place.access(gate="developers"))
        assert any("2027" in check.words for check in checks)
        assert all(check.is_well for check in checks)


@pytest.mark.real_server
class TestPages:
    def test_more_than_a_page_of_news_is_read_to_what_is_known(self, place):
        place.plant("처음")
        access = place.access()
        cursor = list(KIND.pull(access))[-1].cursor
        for number in range(250):
            place.plant(f"새 글 {number}")
        access = place.access(cursor)
        catches = list(KIND.pull(access))
        assert len(envelopes(place, access, catches)) == 250
        assert list(KIND.pull(place.access(catches[-1].cursor))) == []

    def test_a_search_cut_off_between_pages_passes_over_nothing(self, place):
        place.plant("처음")
        cursor = list(KIND.pull(place.access()))[-1].cursor
        for number in range(150):
            place.plant(f"새 글 {number}")
        first = next(iter(KIND.pull(place.access(cursor))))
        rest = list(KIND.pull(place.access(first.cursor)))
        found = {one.external_id for one in envelopes(place, place.access(), [first, *rest])}
        assert len(found) == 150

    def test_the_first_pull_takes_one_page_and_backfill_the_rest(self, place):
        for number in range(330):
            place.plant(f"글 {number}")
        access = place.access()
        now_there = envelopes(place, access, KIND.pull(access))
        before = list(KIND.backfill(access))
        past = envelopes(place, access, before)
        assert (len(now_there), len(past)) == (100, 230)
        assert before[-1].is_last
        again = list(KIND.backfill(place.access(past=before[0].cursor)))
        assert len(envelopes(place, access, again)) == 130

    def test_a_post_that_two_searches_find_is_one(self, place):
        place.plant("정수기")
        access = place.access(words="한빛\n정수기")
        found = envelopes(place, access, KIND.pull(access))
        assert len(found) == 2
        assert len({one.external_id for one in found}) == 1


class TestReading:
    def test_the_documented_example_reads_well(self):
        path = ROOT.parent / "shared" / "data" / "channel_samples" / "naver_blog_search.xml"
        if not path.exists():
            pytest.skip("the sample data is not here")
        assert "blog.naver.com/q1098" in path.read_text()
        hit = {
            "title": "수원 &amp;<b>자바</b>프로그래밍 과정...",
            "link": "https://blog.naver.com/q1098?Redirect=Log&logNo=221636335385",
            "description": "&quot;프론트 엔드&quot; 와",
            "bloggername": "더휴먼컴퓨터아트아카데미",
            "bloggerlink": "https://blog.naver.com/q1098",
            "postdate": "20190902",
        }
        (found,) = read([hit])
        assert found.external_id == "blog:blog.naver.com/q1098/221636335385"
        assert found.subject == "수원 &자바프로그래밍 과정..."
        assert found.text == '"프론트 엔드" 와'
        assert found.posted_at == datetime(2019, 9, 2, 3, tzinfo=UTC)
        assert found.sender.external_id == "blog.naver.com/q1098"

    def test_both_spellings_of_a_blog_post_are_one(self):
        short, long = blog(7, "글"), blog(7, "글")
        long["link"] = "http://m.blog.naver.com/haneul?Redirect=Log&logNo=7"
        assert read([short])[0].external_id == read([long])[0].external_id

    def test_news_belong_to_their_paper_and_their_minute(self):
        hit = {
            "title": "<b>한빛</b>, 정수기 회수",
            "originallink": "https://www.hanguk.example/2026/1",
            "link": "https://n.news.naver.com/mnews/article/001/1",
            "description": "한빛이…",
            "pubDate": "Mon, 23 Nov 2026 09:30:00 +0900",
        }
        (found,) = read([hit], "news")
        assert found.posted_at == datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
        assert found.sender.name == "hanguk.example"
        assert found.url == "https://www.hanguk.example/2026/1"

    def test_what_has_no_date_or_is_of_today_counts_from_when_it_was_seen(self):
        cafe = {"title": "t", "link": "https://cafe.naver.com/x/1", "description": "d", "cafename": "맘카페", "cafeurl": "https://cafe.naver.com/x"}  # fmt: skip
        assert read([cafe], "cafearticle")[0].posted_at == datetime.fromisoformat(SEEN)
        assert read([blog(1, "글", "20261123")])[0].posted_at == datetime.fromisoformat(SEEN)

    def test_one_broken_hit_harms_no_other(self):
        assert len(read([{"title": "no link"}, 7, None, blog(1, "글"), {"link": ""}])) == 1

    @given(st.recursive(st.none() | st.booleans() | st.text(max_size=20) | st.integers(), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["items", "link", "title", "postdate", "bloggerlink"]), inner, max_size=4), max_leaves=12))  # fmt: skip
    def test_whatever_comes_is_read_or_set_aside(self, told):
        raw = Raw(json.dumps(told).encode(), {"place": "blog", "at": SEEN})
        with suppress(UnreadableError):
            found = KIND.read(Access(3, "네이버", {}, {}, {}), raw)
            assert all(one.external_id for one in found)


class TestForm:
    FIELDS = {"gate": "hub", "client_id": "id", "client_secret": "s", "places": ["blog"]}

    def test_each_search_stands_once(self):
        form = NaverForm({**self.FIELDS, "words": " 한빛  정수기 \n\n한빛 정수기\n한빛"})
        assert form.is_valid(), form.errors
        assert form.cleaned_data["words"] == "한빛 정수기\n한빛"

    @pytest.mark.parametrize("words", ["", " \n ", "가" * 101, "\n".join(map(str, range(21)))])
    def test_nothing_too_much_and_too_long_are_refused(self, words):
        assert "words" in NaverForm({**self.FIELDS, "words": words}).errors
