"""Payloads: read once, set aside when unreadable, never in each other's way."""

from django.db import IntegrityError
from tests.listening.spoken import payload

from hanjari.channels.models import Account, RawPayload
from hanjari.journal.models import Entry
from hanjari.kit.secrets import unseal
from hanjari.listening import actions as listening
from hanjari.listening import tasks
from hanjari.listening.ingest import payloads
from hanjari.listening.models import Message, Recurrence

READ, WAITING, UNREADABLE = (
    RawPayload.State.READ,
    RawPayload.State.WAITING,
    RawPayload.State.UNREADABLE,
)


def test_a_waiting_payload_becomes_its_messages_and_is_read(square):
    raw = payload(square, {"id": "1", "text": "안녕하세요"}, {"id": "2", "text": "물이 새요"})
    assert tasks.hear() is True
    assert tasks.hear() is False
    raw.refresh_from_db()
    assert raw.state == READ
    assert set(Message.objects.values_list("raw_id", flat=True)) == {raw.pk}
    assert Entry.objects.filter(event="messages.arrived").count() == 1


def test_a_broken_payload_is_set_aside_sealed_with_its_reason_and_blocks_nobody(square):
    broken = payload(square, "{이건 JSON이 아님 900101-1234567")
    payload(square, {"id": "1", "text": "멀쩡한 말"})
    listening.hear_waiting(10)
    broken.refresh_from_db()
    assert (broken.state, broken.failure) == (UNREADABLE, "not JSON")
    assert b"900101" not in bytes(broken.body)
    assert b"900101" in unseal(bytes(broken.body))
    assert Message.objects.count() == 1


def test_a_reader_that_stumbles_sets_only_its_payload_aside(square):
    stumbling = payload(square, {"no id": "at all"})
    payload(square, {"id": "1", "text": "멀쩡한 말"})
    listening.hear_waiting(10)
    stumbling.refresh_from_db()
    assert stumbling.state == UNREADABLE
    assert "KeyError" in stumbling.failure
    assert Message.objects.count() == 1


def test_a_payload_that_the_store_refuses_is_set_aside_alone(square, monkeypatch):
    keep = payloads.kept

    def refuse_seven(arrivals):
        if any(arrival.external_id == "7" for arrival in arrivals):
            raise ValueError("too much")
        return keep(arrivals)

    monkeypatch.setattr(payloads, "kept", refuse_seven)
    for number in range(10):
        payload(square, {"id": str(number), "text": f"{number}번"})
    listening.hear_waiting(10)
    assert Message.objects.count() == 9
    assert RawPayload.objects.get(state=UNREADABLE).failure == "ValueError in the store"


def test_what_a_lost_race_rolled_back_is_masked_at_the_next_try(square, monkeypatch):
    keep, losses = payloads.kept, iter([IntegrityError("lost the race")])

    def lose_once(arrivals):
        for error in losses:
            raise error
        return keep(arrivals)

    monkeypatch.setattr(payloads, "kept", lose_once)
    raw = payload(square, {"id": "1", "text": "제 번호 900101-1234567"})
    listening.hear_waiting(10)
    raw.refresh_from_db()
    assert raw.state == READ
    assert b"1234567" not in bytes(raw.body)


def test_a_payload_set_aside_gets_another_chance(square, jiho):
    raw = payload(square, "nonsense")
    listening.hear_waiting(10)
    raw.refresh_from_db()
    listening.reread(raw, by=jiho)
    listening.hear_waiting(10)
    raw.refresh_from_db()
    assert raw.state == UNREADABLE, "still nonsense, but it was unsealed and tried"
    assert raw.failure == "not JSON"


def test_fresh_messages_do_not_wait_behind_a_backfill(square, market):
    for number in range(50):
        payload(square, {"id": str(number), "text": "옛날 말"})
    fresh = payload(market, {"id": "1", "text": "방금 한 말"})
    batch = payloads.waiting(10)
    assert fresh in batch
    assert len(batch) <= 10


def test_neither_what_is_said_now_nor_what_waits_longest_is_passed_over(square):
    made = [payload(square, {"id": str(number), "text": "한 말"}) for number in range(9)]
    assert payloads.waiting(6) == [*made[:3], *made[-3:]]
    assert payloads.waiting(9) == made
    assert payloads.waiting(1) == [made[0], made[-1]]


def test_a_payload_that_somebody_else_has_read_meanwhile_is_left_alone(square):
    payload(square, {"id": "1", "text": "한 번만"})
    mine = payloads.waiting(10)
    payloads.take_in(payloads.waiting(10))
    kept = payloads.take_in(mine)
    assert (kept.new, kept.double_count) == ([], 0)
    assert Message.objects.count() == 1


def test_a_late_edit_payload_does_not_undo_a_later_one(square):
    payload(square, {"id": "1", "text": "하나"})
    second = payload(square, {"id": "1", "text": "둘", "edit": True})
    third = payload(square, {"id": "1", "text": "셋", "edit": True})
    payloads.take_in([third])
    payloads.take_in([second])
    assert Message.objects.get().text == "셋"


def test_payloads_that_hold_a_message_again_are_remembered(square):
    payload(square, {"id": "1", "text": "하나"})
    listening.hear_waiting(10)
    again = payload(square, {"id": "1", "text": "하나"}, {"id": "2", "text": "둘"})
    listening.hear_waiting(10)
    assert Recurrence.objects.get().raw_id == again.pk


def test_no_account_is_left_out_however_many_there_are(hanbit):
    for number in range(12):
        account = Account.objects.create(
            organisation=hanbit.organisation, kind="spoken", name=str(number)
        )
        payload(account, {"id": "1", "text": "여기도요"})
    while listening.hear_waiting(5):
        pass
    assert Message.objects.count() == 12


def test_what_costs_most_is_read_before_other_writers_have_to_wait(square, monkeypatch):
    settle, read = payloads._settle, []

    def look(rows, batch, bodies):
        read.extend(set(vars(one.reading._sheet)) for one in batch.arrivals)
        return settle(rows, batch, bodies)

    monkeypatch.setattr(payloads, "_settle", look)
    payload(square, {"id": "1", "text": "필터가 안 와서 화가 나요"})
    listening.hear_waiting(10)
    assert [{"sentiment", "why"} <= names for names in read] == [True]
