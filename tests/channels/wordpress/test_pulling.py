"""Comments as a real WordPress gives them: threads, edits, moderation, deletions, ten thousand answers."""

from datetime import timedelta

import pytest
import time_machine
from tests.channels.wordpress.conftest import taken

from hanjari.channels.contract import BrokenError
from hanjari.channels.kinds.wordpress import watch
from hanjari.kit.clock import now

pytestmark = pytest.mark.real_server


def later(hours: float = 1.1):
    """A pull after so long looks at everything that it remembers."""
    return time_machine.travel(now() + timedelta(hours=hours), tick=True)


def by_id(envelopes):
    return {one.external_id: one for one in envelopes}


def test_a_comment_brings_its_posts_title_its_place_and_its_author(site, pulled):
    number = site.comment('필터가 "반값"인가요?\n\n<b>언제</b>까지죠? 1 < 2 & 3')
    (one,), _cursor = pulled()
    assert one.text == '필터가 "반값"인가요?\n\n언제까지죠? 1 < 2 & 3'
    assert one.subject == "정수기 필터 교체 안내"
    assert one.url == f"{site.url}/filter/#comment-{number}"
    assert one.sender.name == "하늘"
    assert one.sender.external_id.startswith("guest:")
    assert "@" not in one.sender.external_id, "the address was given in confidence"
    assert one.extra == {"post_id": 1}
    assert abs(one.posted_at - now()) < timedelta(minutes=1)


def test_an_answer_to_an_answer_knows_its_parent_and_the_first_of_its_thread(site, pulled):
    first = site.comment("처음")
    second = site.comment("둘째", parent=first)
    _first_pull, cursor = pulled()
    third = site.comment("셋째", parent=second)
    fourth = site.comment("넷째", parent=third)
    told, _cursor = pulled(cursor)
    assert [(one.external_id, one.parent_id, one.root_id) for one in told] == [
        (str(fourth), str(third), str(first)),
        (str(third), str(second), str(first)),
    ]


def test_an_answer_whose_parent_was_deleted_still_arrives(site, pulled):
    first = site.comment("처음")
    site.comment("둘째", parent=first)
    site.lose(first)
    (one,), _cursor = pulled()
    assert (one.text, one.parent_id, one.root_id) == ("둘째", str(first), str(first))


def test_an_edited_comment_is_an_edit_also_when_it_says_again_what_it_said_first(site, pulled):
    number = site.comment("세 번 바뀌는 글")
    seen, cursor = pulled()
    bodies = set()
    for words in ("고친 글", "세 번 바뀌는 글", "고친 글"):
        site.rewrite(number, words)
        told, cursor = pulled(cursor)
        assert [(one.external_id, one.text, one.edits) for one in told] == [
            (str(number), words, True)
        ]
        bodies.add(cursor["watch"][str(number)][1])
        assert pulled(cursor)[0] == []
    assert not seen[0].edits
    assert bodies == {1, 2, 3}, "each turn is a payload of its own, so none dies as a double"


def test_a_held_comment_arrives_as_held_and_is_told_again_once_approved(site, pulled):
    number = site.comment("잡혀 있는 글")
    site.status(number, "0")
    (held,), cursor = pulled()
    assert held.extra["moderation"] == "hold"
    site.status(number, "1")
    (free,), _cursor = pulled(cursor)
    assert free.external_id == held.external_id
    assert free.edits
    assert "moderation" not in free.extra


@pytest.mark.parametrize("status", ["spam", "trash", "post-trashed"])
def test_spam_and_trash_are_honoured_as_deletions(site, pulled, status):
    kept, lost = site.comment("남는 글"), site.comment("사라지는 글")
    _seen, cursor = pulled()
    site.status(lost, status)
    (one,), cursor = pulled(cursor)
    assert (one.external_id, one.deletes, one.text) == (str(lost), True, "")
    assert pulled(cursor)[0] == []
    assert list(cursor["watch"]) == [str(kept)]


def test_a_deleted_comment_is_gone_only_because_the_site_says_so_of_this_one(site, pulled):
    numbers = [site.comment(f"글 {count}") for count in range(3)]
    _seen, cursor = pulled()
    empty = "add_filter('comments_pre_query', fn($all, $query) => $query->query_vars['count'] ? 0 : [], 10, 2);"
    with site.broken(empty):
        told, cursor = pulled(cursor)
    assert told == [], "a site that lists nothing has deleted nothing"
    site.lose(numbers[0])
    told, _cursor = pulled(cursor)
    assert [(one.external_id, one.deletes) for one in told] == [(str(numbers[0]), True)]


def test_what_is_older_than_a_page_is_looked_at_once_an_hour(site, pulled):
    site.many(150)
    _seen, cursor = pulled({"newest": 1, "watch": {}})
    lost = 2
    site.status(lost, "spam")
    assert pulled(cursor)[0] == []
    with later():
        told, _cursor = pulled(cursor)
    assert [one.external_id for one in told if one.deletes] == [str(lost)]


def test_a_comment_taken_out_of_spam_arrives_though_newer_ones_are_known(site, pulled):
    site.many(3)
    hidden = 2
    site.status(hidden, "spam")
    seen, cursor = pulled()
    assert str(hidden) not in by_id(seen)
    site.status(hidden, "1")
    (one,), _cursor = pulled(cursor)
    assert (one.external_id, one.edits) == (str(hidden), False)


def test_pingbacks_are_machines_and_known_by_their_site(site, pulled):
    number = site.comment("[…] 좋은 글 […]", name="다른 블로그")
    site.tell(
        "UPDATE wp_comments SET comment_type = 'pingback', comment_author_url ="
        " 'https://other.example/42' WHERE comment_ID = {number}",
        number=number,
    )
    (one,), _cursor = pulled()
    assert one.is_automatic
    assert one.sender.external_id == "site:other.example"
    assert one.extra["type"] == "pingback"


def test_ten_thousand_answers_arrive_newest_first_each_once(site, wordpress_bench, open_account):
    site.many(10_000, parent=1)
    access = open_account()
    told, cursor = taken(wordpress_bench, access, list(wordpress_bench.kind.pull(access)))
    assert len(told) == 100
    past, catches = {}, []
    for _try in range(40):  # cut off after every third catch, as a busy house does
        access = open_account(cursor, past=past)
        for count, catch in enumerate(wordpress_bench.kind.backfill(access), 1):
            catches.append(catch)
            past = catch.cursor
            if count == 3:
                break
        if past.get("done"):
            break
    older, _past = taken(wordpress_bench, access, catches)
    numbers = [int(one.external_id) for one in [*told, *older]]
    assert numbers == sorted(numbers, reverse=True)
    assert len(set(numbers)) == len(numbers) == 10_001
    assert {one.root_id for one in [*told, *older]} == {"1", ""}
    assert len(cursor["watch"]) <= watch.MOST


def test_nothing_is_passed_over_when_comments_vanish_while_pages_are_read(
    site, wordpress_bench, open_account
):
    site.many(320)
    access = open_account({"newest": 1, "watch": {}})
    told = []
    for count, catch in enumerate(wordpress_bench.kind.pull(access)):
        told += taken(wordpress_bench, access, [catch])[0]
        if count < 2:  # sixty of those that were read go; the rest move up
            site.tell(
                "UPDATE wp_comments SET comment_approved = 'spam' WHERE comment_approved = '1'"
                " ORDER BY comment_ID DESC LIMIT 60"
            )
    numbers = {int(one.external_id) for one in told if not one.deletes}
    assert numbers == set(range(1, 322))


@pytest.mark.parametrize(("who", "held"), [("writer", False), ("reader", False), ("desk", True)])
def test_who_may_not_moderate_hears_what_is_public(site, pulled, who, held):
    site.comment("공개된 글")
    hidden = site.comment("잡힌 글")
    site.status(hidden, "0")
    told, cursor = pulled(who=who)
    assert ("잡힌 글" in {one.text for one in told}) is held
    assert "공개된 글" in {one.text for one in told}
    site.status(hidden, "1")
    told, _cursor = pulled(cursor, who=who)
    assert [one.text for one in told] == ["잡힌 글"]


def test_a_kill_between_two_catches_repeats_and_misses_nothing(site, wordpress_bench, open_account):
    site.many(250)
    access = open_account({"newest": 1, "watch": {}})
    first = next(iter(wordpress_bench.kind.pull(access)))
    again = open_account(first.cursor)
    told, _cursor = taken(wordpress_bench, again, [first, *wordpress_bench.kind.pull(again)])
    numbers = [one.external_id for one in told]
    assert len(set(numbers)) == len(numbers) == 251


def test_a_page_that_is_too_large_is_asked_for_in_smaller_ones(site, pulled):
    site.many(99)
    site.tell("UPDATE wp_comments SET comment_content = CONCAT(comment_ID, REPEAT('가', 20000))")
    told, _cursor = pulled({"newest": 1, "watch": {}})
    assert sorted(int(one.text.rstrip("가")) for one in told) == list(range(1, 101))


def test_an_unconnected_site_asks_for_a_person(pulled):
    with pytest.raises(BrokenError) as broken:
        pulled(username="")
    assert broken.value.needs_person
