"""The inbox list: who sees what, in which order, page by page."""

import pytest
from django.http import Http404
from tests.conversations.conftest import after, make

from hanjari.conversations import queries
from hanjari.conversations.actions import arrival
from hanjari.conversations.models import Conversation
from hanjari.conversations.queries import Filters
from hanjari.people.models import Role


@pytest.fixture
def three(say):
    return [say(name, posted_at=after(place)) for place, name in enumerate("abc")]


def test_the_newest_come_first(minseo, three):
    assert [row.id for row in queries.inbox(minseo).rows] == [row.pk for row in reversed(three)]


def test_a_stranger_sees_nothing_and_gets_404(taeyang, three):
    assert queries.inbox(taeyang).rows == []
    with pytest.raises(Http404):
        queries.conversation_for(taeyang, three[0].pk)
    with pytest.raises(Http404):
        queries.thread(taeyang, three[0].pk)


def test_a_member_of_a_department_sees_it_and_what_is_assigned(hanbit, minseo, three):
    minseo.role = Role.objects.create(
        organisation=hanbit.organisation, name="near", permissions=["conversation.read_department"]
    )
    minseo.save()
    Conversation.objects.filter(pk=three[0].pk).update(department=hanbit.departments["고객응대"])
    Conversation.objects.filter(pk=three[1].pk).update(assignee=minseo)
    assert {row.id for row in queries.inbox(minseo).rows} == {three[0].pk, three[1].pk}


def test_pages_go_on_where_the_last_one_ended(minseo, say, monkeypatch):
    monkeypatch.setattr("hanjari.conversations.queries.listing.PAGE", 2)
    made = [say(str(place), posted_at=after(place)).pk for place in range(5)]
    found, before = [], ""
    while True:
        page = queries.inbox(minseo, before=before)
        found += [row.id for row in page.rows]
        if not (before := page.before):
            break
    assert found == made[::-1]


def test_the_longest_wait_comes_first(minseo, three):
    rows = queries.inbox(minseo, "waiting").rows
    assert [row.id for row in rows] == [row.pk for row in three]


def test_a_broken_cursor_begins_at_the_top(minseo, three):
    for cursor in ("x", "-.-", "99999999999999999999999999.1"):
        assert len(queries.inbox(minseo, before=cursor).rows) == 3


def test_times_in_a_row_are_seconds(minseo, three):
    assert queries.inbox(minseo).rows[0].last_message_at == int(after(2).timestamp())


def test_a_page_is_one_query(minseo, three, django_assert_num_queries):
    minseo.role  # noqa: B018 (loaded by the session in real life)
    with django_assert_num_queries(1):
        queries.inbox(minseo)


def test_filters_combine(minseo, say, mailbox):
    say("a", posted_at=after(0), intent="complaint", urgency=3)
    wanted = say("b", posted_at=after(1), intent="complaint", urgency=3, who="바람")
    say("c", posted_at=after(2), intent="praise")
    filters = Filters(intent="complaint", person=wanted.person_id, since=after(1), kind="mail")
    assert [row.id for row in queries.inbox(minseo, filters=filters).rows] == [wanted.pk]
    assert Filters.from_json(filters.as_json()) == filters


def test_a_thread_shows_the_newest_page_and_asks_for_earlier_ones(minseo, mailbox, say):
    row = say("m0", posted_at=after(0))
    for place in range(1, 120):
        make(mailbox, f"m{place}", "m0", posted_at=after(place))
    arrival.thread_messages(list(mailbox.messages.values_list("pk", flat=True)))
    page = queries.thread(minseo, row.pk)
    names = [item.it.external_id for item in page.items]
    while page.earlier:
        page = queries.thread(minseo, row.pk, before=page.earlier)
        names = [item.it.external_id for item in page.items] + names
    assert names == [f"m{place}" for place in range(120)]
