"""Folding: copies within a day are one, who floods is noise, and two people may thank alike."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hanjari.listening.folding import BURST, REPEATS, WINDOW, Post, copies, counted, groups

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
NEWS = "한빛전자가 오늘 정수기 필터 12만 개를 스스로 거두어들인다고 밝혔다. 물이 새는 일이 잇따랐기 때문이다."
ADVERT = "지금 가입하면 누구나 매일 오만 원! 자세한 것은 프로필의 주소를 누르세요"


def post(text: str, author: object = "haneul", minutes: float = 0, intent: str = "") -> Post:
    return Post(NOON + timedelta(minutes=minutes), author, text, intent)


def reasons(posts: list[Post]) -> list[tuple[str, list[int]]]:
    return [(group.reason, group.places) for group in groups(posts)]


def test_a_story_taken_over_by_three_papers_is_one_and_its_first_stands():
    posts = [post(NEWS, "가", 5), post(NEWS + " (끝)", "나", 0), post("[속보] " + NEWS, "다", 9)]
    (group,) = groups(posts)
    assert (group.reason, group.places, group.is_noise) == ("copies", [1, 0, 2], False)


def test_what_comes_a_day_later_begins_anew():
    later = WINDOW.total_seconds() / 60 + 1
    posts = [post(NEWS, n, at) for n, at in enumerate((0, 1, later, later + 1))]
    assert reasons(posts) == [("copies", [0, 1]), ("copies", [2, 3])]


def test_two_people_who_say_the_same_few_words_are_two_voices():
    assert groups([post("감사합니다!", n) for n in range(50)]) == []


def test_one_author_who_repeats_a_few_words_is_noise():
    posts = [post("맞팔해요", "봇", minute) for minute in range(REPEATS)]
    assert reasons(posts) == [("repeated", [0, 1, 2])]
    assert groups(posts[:-1]) == []


def test_no_hand_writes_a_post_every_twenty_seconds():
    flood = [post(f"소식 {n}: {n * n}번째 이야기", "봇", n * 0.3) for n in range(BURST)]
    person = [post(f"저는 {n}번 물었어요", "사람", n * 30) for n in range(BURST)]
    assert reasons(flood + person) == [("burst", list(range(BURST)))]


def test_what_was_read_as_spam_is_noise_by_itself():
    posts = [post(ADVERT, "봇", 0, "spam"), post("정수기에서 물이 새요", "하늘", 1, "complaint")]
    (group,) = groups(posts)
    assert group == ("spam", [0])
    assert group.is_noise


def test_distinct_texts_are_counted_in_their_order():
    texts = ["물이 새요", NEWS, "물이 새요", NEWS + "!", "필터는 언제 오나요"]
    assert counted(texts) == [(0, 1), (1, 2), (2, 1), (4, 1)]


words = st.lists(
    st.sampled_from([NEWS, NEWS + "!", ADVERT, "물이 새요", "", "!!!", "정수기 " * 30, "a" * 40]),
    max_size=30,
)


@given(words)
def test_every_text_is_counted_once(texts):
    assert sum(count for _place, count in counted(texts)) == len(texts)
    found = [place for group in copies(texts) for place in group]
    assert len(found) == len(set(found))
    assert all(group == sorted(group) and len(group) > 1 for group in copies(texts))


said = st.builds(
    post,
    st.sampled_from([NEWS, ADVERT, "물이 새요", ""]) | st.text(max_size=60),
    st.integers(0, 3),
    st.integers(0, 4_000),
    st.sampled_from(["", "spam", "complaint"]),
)


@given(st.lists(said, max_size=60))
def test_every_post_lies_in_one_group_at_most_and_groups_run_through_a_day(posts):
    found = groups(posts)
    places = [place for group in found for place in group.places]
    assert len(places) == len(set(places))
    for group in found:
        times = [posts[place].at for place in group.places]
        assert times == sorted(times)
        assert group.reason in ("spam", "burst") or times[-1] - times[0] <= WINDOW
        assert group.is_noise or len(group.places) > 1


@given(st.lists(said, max_size=40), st.randoms())
def test_the_order_of_arrival_changes_no_spam(posts, random):
    shuffled = posts[:]
    random.shuffle(shuffled)
    spam = [
        sum(len(g.places) for g in groups(some) if g.reason == "spam") for some in (posts, shuffled)
    ]
    assert spam[0] == spam[1] == sum(one.intent == "spam" for one in posts)
