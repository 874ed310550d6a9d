"""The same entry is known again, and two entries are never taken for one."""

from hypothesis import given
from hypothesis import strategies as st

from hanjari.channels.kinds.feed.entries import Entry
from hanjari.channels.kinds.feed.identity import normal_link, sort_out

LONG = "정수기 필터를 바꾸는 날을 물의 양으로 알려 드립니다. 오늘부터 모든 모델에 적용합니다."


def entry(guid: str = "", link: str = "", title: str = "소식", html: str = LONG) -> Entry:
    return Entry(guid, link, title, html)


def ids(entries: list[Entry], memory=None) -> tuple[list[str], list]:
    found, memory = sort_out(entries, memory or [])
    return [one.id for one in found], memory


def test_a_second_look_finds_nothing_new() -> None:
    entries = [entry("g1", "https://a.kr/1"), entry("g2", "https://a.kr/2", "다른 소식")]
    first, memory = ids(entries)
    assert first == ["g1", "g2"]
    assert ids(entries, memory)[0] == []


def test_the_same_entry_under_a_new_guid_does_not_double() -> None:
    _, memory = ids([entry("old-guid", "https://a.kr/1")])
    found, memory = ids([entry("new-guid", "https://a.kr/1?utm_source=rss#top")], memory)
    assert found == []
    assert ids([entry("newest-guid", "http://A.kr/1/")], memory)[0] == []


def test_an_entry_that_moved_house_is_known_by_its_words_and_date() -> None:
    _, memory = ids([entry("g1", "https://old.kr/1")])
    assert ids([entry("g9", "https://new.kr/news/1")], memory)[0] == []


def test_changed_words_under_the_same_guid_are_an_edit() -> None:
    _, memory = ids([entry("g1", "https://a.kr/1")])
    found, _ = sort_out([entry("g1", "https://a.kr/1", html=LONG + " (고침)")], memory)
    assert [(one.id, one.is_edited) for one in found] == [("g1", True)]


def test_a_guid_shared_by_all_entries_identifies_none() -> None:
    entries = [
        entry("https://a.kr", f"https://a.kr/{n}", f"소식 {n}", LONG * (n + 1)) for n in range(3)
    ]
    found, memory = ids(entries)
    assert len(set(found)) == 3
    assert ids(entries, memory)[0] == []


def test_a_link_used_for_one_notice_after_another_is_not_one_entry() -> None:
    _, memory = ids([entry("g1", "https://a.kr/board", "첫 알림", LONG)])
    found, _ = ids([entry("g2", "https://a.kr/board", "둘째 알림", LONG[::-1])], memory)
    assert found == ["g2"]


def test_entries_without_guid_and_link_live_by_their_words() -> None:
    entries = [entry(html="짧은 글 하나"), entry(html="짧은 글 둘")]
    found, memory = ids(entries)
    assert len(found) == 2
    assert ids(entries, memory)[0] == []


def test_entries_that_left_are_remembered_when_they_come_back() -> None:
    old = [entry(f"g{n}", f"https://a.kr/{n}", f"소식 {n}", LONG * (n + 1)) for n in range(20)]
    _, memory = ids(old)
    _, memory = ids([entry("g99", "https://a.kr/99", "새 소식", "아주 다른 이야기" * 9)], memory)
    assert ids(old, memory)[0] == []


def test_the_memory_is_bounded() -> None:
    memory: list = []
    for start in range(0, 3000, 50):
        batch = [
            entry(f"g{n}", f"https://a.kr/{n}", f"소식 {n}", f"{n} {LONG}")
            for n in range(start, start + 50)
        ]
        _, memory = ids(batch, memory)
    assert len(memory) <= 350


def test_links_are_the_same_but_for_what_readers_add() -> None:
    assert (
        normal_link("HTTP://News.Example.kr/a/?id=3&utm_medium=rss#c")
        == "https://news.example.kr/a?id=3"
    )
    assert normal_link("http://[broken") == "http://[broken"


@given(
    st.lists(st.tuples(st.text(max_size=5), st.text(max_size=5), st.text(max_size=60)), max_size=12)
)
def test_a_repeated_document_never_brings_anything_new(rows) -> None:
    entries = [Entry(guid, link, text[:5], text) for guid, link, text in rows]
    _, memory = ids(entries)
    again, _ = ids(entries, memory)
    assert again == []
