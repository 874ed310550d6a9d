"""Standing queries: made and changed, live within a second, every find counted once."""

from datetime import timedelta

import pytest
from tests.listening.spoken import NOON, said

from hanjari.channels.envelope import Medium, Sender
from hanjari.journal.models import Entry
from hanjari.listening import actions as listening
from hanjari.listening.actions import standing
from hanjari.listening.ingest import matching
from hanjari.listening.models import Hit, HourCount, Message, QueryCount, StandingQuery


@pytest.fixture
def refunds(jiho) -> StandingQuery:
    return standing.create_query("환불", "환불 OR refund*", by=jiho)


def _hear(account, number, text, **fields):
    return Message.objects.get(
        pk=_ids(listening.keep(account, [said(account, number, text, **fields)]))[0]
    )


def _ids(kept):
    return kept.new or kept.edited


def _total(query):
    return sum(QueryCount.objects.filter(query=query).values_list("message_count", flat=True))


@pytest.fixture
def clock(monkeypatch):
    """A second that passes when the test says so."""
    moment = [1_000.0]
    monkeypatch.setattr(matching, "monotonic", lambda: moment[0])

    def passes(seconds=1.0):
        moment[0] += seconds

    return passes


def test_what_a_query_finds_is_a_hit_and_a_count(square, refunds):
    message = _hear(square, "1", "환불해 주세요. 너무 늦어요!")
    hour = HourCount.objects.get()
    _hear(square, "2", "안녕하세요")
    assert list(Hit.objects.values_list("query", "message")) == [(refunds.pk, message.pk)]
    count = QueryCount.objects.get()
    assert (count.query, count.account, count.hour) == (refunds, square, NOON)
    assert (count.language, count.intent, count.mood) == (hour.language, hour.intent, hour.mood)
    assert (count.message_count, count.is_ours) == (1, False)


def test_finds_of_one_hour_add_up_and_doubles_count_once(square, refunds):
    for number in "123":
        _hear(square, number, "환불해 주세요")
    listening.keep(square, [said(square, "3", "환불해 주세요")])
    assert (QueryCount.objects.get().message_count, Hit.objects.count()) == (3, 3)


def test_our_own_words_are_found_too_and_counted_apart(square, refunds):
    _hear(square, "1", "환불해 드렸습니다", is_ours=True)
    assert QueryCount.objects.get().is_ours


def test_a_query_asks_for_what_is_beside_the_words(square, jiho):
    asked = {
        "author:haneul": 1, "글쓴이:하늘": 1, "domain:news.example": 1, "언어:ko": 1, "감정:부정": 1,
        "뜻:불만": 1, "author:bada": 0, "감정:긍정": 0, "channel:mail": 0,
    }  # fmt: skip
    made = {text: standing.create_query(text, text, by=jiho) for text in asked}
    medium = Medium("기사", "link", url="https://www.news.example/1")
    _hear(square, "1", "배송이 너무 늦어서 정말 화가 납니다. 환불해 주세요!", media=(medium,),
          sender=Sender("h1", "하늘", "@haneul"))  # fmt: skip
    assert {text: Hit.objects.filter(query=query).count() for text, query in made.items()} == asked


def test_a_new_query_is_live_within_a_second_and_a_deleted_one_silent(square, jiho, clock):
    _hear(square, "1", "환불")
    query = standing.create_query("환불", "환불", by=jiho)
    clock(1)
    _hear(square, "2", "환불")
    standing.change_query(query, expression="반품", by=jiho)
    clock(1)
    _hear(square, "3", "환불")
    _hear(square, "4", "반품")
    standing.switch_query(query, is_on=False, by=jiho)
    clock(1)
    _hear(square, "5", "반품")
    assert sorted(hit.message.external_id for hit in query.hits.all()) == ["2", "4"]
    standing.switch_query(query, is_on=True, by=jiho)
    clock(1)
    matching.compiled(jiho.organisation_id)
    standing.delete_query(query, by=jiho)
    _hear(square, "6", "반품")  # its matcher still knows the query
    assert (Hit.objects.count(), QueryCount.objects.count(), Message.objects.count()) == (0, 0, 6)


def test_asking_whether_queries_changed_costs_one_question_in_half_a_second(
    square, refunds, clock, django_assert_num_queries
):
    matching.compiled(square.organisation_id)
    with django_assert_num_queries(0):
        matching.compiled(square.organisation_id)
    clock(1)
    with django_assert_num_queries(1):
        matching.compiled(square.organisation_id)


def test_many_queries_are_compiled_aside_and_the_old_ones_match_meanwhile(
    square, refunds, jiho, clock, monkeypatch
):
    monkeypatch.setattr(matching, "COMPILED_AT_ONCE", 0)
    waiting = []
    monkeypatch.setattr(
        matching, "Thread", lambda target, args, daemon: type("", (), {"start": lambda _self: waiting.append((target, args))})()
    )  # fmt: skip
    matching.compiled(square.organisation_id)
    returns = standing.create_query("반품", "반품", by=jiho)
    clock(1)
    _hear(square, "1", "환불 반품")
    target, args = waiting.pop()
    target(*args)
    clock(1)
    _hear(square, "2", "환불 반품")
    assert not waiting
    found = {(hit.query, hit.message.external_id) for hit in Hit.objects.all()}
    assert found == {(refunds, "1"), (refunds, "2"), (returns, "2")}


def test_a_change_is_later_than_every_other_whatever_the_clock_says(jiho, refunds):
    StandingQuery.objects.update(changed_at=NOON + timedelta(days=4_000))
    other = standing.create_query("반품", "반품", by=jiho)
    assert other.changed_at > NOON + timedelta(days=4_000)


def test_hits_follow_an_edit_and_only_what_is_newly_found_is_counted(square, jiho, refunds):
    returns = standing.create_query("반품", "반품", by=jiho)
    matching.forget()
    message = _hear(square, "1", "환불")
    _hear(square, "1", "반품 환불", edits=True)
    assert set(message.hits.values_list("query", flat=True)) == {refunds.pk, returns.pk}
    assert (_total(refunds), _total(returns)) == (1, 1)
    _hear(square, "1", "반품", edits=True)
    assert set(message.hits.values_list("query", flat=True)) == {returns.pk}
    assert (_total(refunds), _total(returns)) == (1, 1)


def test_erasing_takes_the_hits_and_lets_the_counts_stand(square, yuna, refunds):
    message = _hear(square, "1", "환불")
    listening.erase_message(message, by=yuna, reason="잊어 달라고 했습니다")
    assert (Hit.objects.count(), _total(refunds)) == (0, 1)


def test_another_companys_queries_find_nothing_here(square, taeyang):
    standing.create_query("환불", "환불", by=taeyang)
    _hear(square, "1", "환불")
    assert not Hit.objects.exists()


def test_what_a_stream_has_matched_already_is_not_matched_again(square, refunds, monkeypatch):
    arrival = type("Arrival", (), {"deletes": False, "query_ids": (7,)})()
    assert matching.matched([arrival])[0].query_ids == (7,)


def test_an_expression_that_cant_be_read_any_more_silences_only_itself(square, jiho, refunds):
    StandingQuery.objects.create(organisation=jiho.organisation, name="깨짐", expression="((")
    _hear(square, "1", "환불")
    assert Hit.objects.get().query == refunds


def test_every_act_leaves_an_entry_with_the_querys_name(jiho, refunds):
    standing.change_query(refunds, name="환불 문의", by=jiho)
    standing.switch_query(refunds, is_on=False, by=jiho)
    standing.switch_query(refunds, is_on=False, by=jiho)
    standing.delete_query(refunds, by=jiho)
    told = Entry.objects.filter(noun="standing_query").order_by("pk")
    assert [(one.event.partition(".")[2], one.facts["name"]) for one in told] == [
        ("created", "환불"), ("changed", "환불 문의"), ("switched_off", "환불 문의"), ("deleted", "환불 문의"),
    ]  # fmt: skip


def _fails(*_: object) -> None:
    raise MemoryError


def test_queries_that_could_not_be_compiled_are_tried_again(
    square, jiho, refunds, clock, monkeypatch
):
    matching.forget()
    assert matching.compiled(jiho.organisation_id).ids == (refunds.pk,)
    returns = standing.create_query("반품", "반품", by=jiho)
    clock()
    with monkeypatch.context() as short:
        short.setattr(matching.Compiled, "of", _fails)
        with pytest.raises(MemoryError):
            matching.compiled(jiho.organisation_id)
    assert matching.compiled(jiho.organisation_id).ids == (refunds.pk,), "the old ones go on"
    clock()
    assert matching.compiled(jiho.organisation_id).ids == (refunds.pk, returns.pk)


def test_queries_that_could_not_be_compiled_aside_are_tried_again_after_a_while(
    square, jiho, refunds, clock, monkeypatch
):
    matching.forget()
    matching.compiled(jiho.organisation_id)
    returns = standing.create_query("반품", "반품", by=jiho)
    monkeypatch.setattr(matching, "COMPILED_AT_ONCE", 0)
    monkeypatch.setattr(matching, "Thread", _AtOnce)
    clock()
    with monkeypatch.context() as short:
        short.setattr(matching.Compiled, "of", _fails)
        assert matching.compiled(jiho.organisation_id).ids == (refunds.pk,)
    clock()
    assert matching.compiled(jiho.organisation_id).ids == (refunds.pk,), (
        "no core is kept busy with it"
    )
    clock(matching.TRIED_AGAIN)
    matching.compiled(jiho.organisation_id)
    assert matching.compiled(jiho.organisation_id).ids == (refunds.pk, returns.pk)


class _AtOnce:
    """A thread whose work is done when it is started."""

    def __init__(self, target, args, daemon) -> None:
        self._work = lambda: target(*args)

    def start(self) -> None:
        self._work()
