"""The outbox: what is handed over goes out once, and says how far it has come."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from tests.channels.pretend import unsure

from hanjari.channels import actions, queries
from hanjari.channels.access import packed, unpacked
from hanjari.channels.contract import Outgoing, Receipt, RefusedError
from hanjari.channels.models import Delivery
from hanjari.journal.models import Entry
from hanjari.kit.clock import now

State = Delivery.State


@pytest.fixture
def delivery(account, minseo) -> Delivery:
    return actions.send(account, Outgoing(key="reply-1", text="곧 보내 드리겠습니다."), by=minseo)


def fresh(delivery: Delivery) -> Delivery:
    return Delivery.objects.get(pk=delivery.pk)


def events(delivery: Delivery) -> list[str]:
    rows = Entry.objects.filter(noun="delivery", noun_id=delivery.pk).order_by("id")
    return [entry.event.removeprefix("delivery.") for entry in rows]


def refuse(*, can_retry: bool, retry_after: float | None = None):
    def refusing() -> None:
        raise RefusedError(
            "busy", "The network is busy.", can_retry=can_retry, retry_after=retry_after
        )

    return refusing


def come_due(delivery: Delivery) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(not_before=now())


def die_while_sending(delivery: Delivery) -> None:
    """What a worker leaves behind that was killed after its claim: another process, now gone."""
    code = (
        "from django.conf import settings;"
        f"settings.configure(HOME={str(settings.HOME)!r});"
        "from hanjari.kit.presence import my_token; print(my_token())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    Delivery.objects.filter(pk=delivery.pk).update(
        state=State.SENDING, claimed_at=now(), claimed_by=run.stdout.strip(), attempts=1
    )


def test_what_goes_out_comes_back_as_a_receipt(pretend, delivery) -> None:
    assert actions.deliver(delivery.pk) == State.SENT
    sent = fresh(delivery)
    assert (sent.external_id, sent.attempts, sent.claimed_by) == ("net-reply-1", 1, "")
    assert sent.external_url == "https://pretend.example/reply-1"
    assert events(delivery) == ["queued", "sent"]
    facts = Entry.objects.get(event="delivery.sent").facts
    assert facts["external_id"] == "net-reply-1"
    assert facts["key"] == "reply-1"


def test_the_claim_is_on_disk_before_the_network_is_called(pretend, delivery) -> None:
    seen = []
    pretend.on_send = lambda: seen.append(fresh(delivery).state)
    actions.deliver(delivery.pk)
    assert seen == [State.SENDING]


def test_the_same_key_twice_is_the_same_delivery(account, delivery) -> None:
    again = actions.send(account, Outgoing(key="reply-1", text="Other words"))
    assert again == delivery
    assert Delivery.objects.count() == 1
    assert events(delivery) == ["queued"]


def test_a_delivery_that_is_not_queued_is_not_sent_again(pretend, delivery) -> None:
    actions.deliver(delivery.pk)
    assert actions.deliver(delivery.pk) == ""
    assert pretend.wall == ["reply-1"]


def test_a_refusal_that_may_pass_later_waits_longer_each_time(pretend, delivery) -> None:
    pretend.on_send = refuse(can_retry=True)
    waits = []
    for _ in range(5):
        come_due(delivery)
        assert actions.deliver(delivery.pk) == State.QUEUED
        waits.append((fresh(delivery).not_before - now()).total_seconds())
    assert waits == sorted(waits)
    assert 20 < waits[0] < 40
    come_due(delivery)
    assert actions.deliver(delivery.pk) == State.FAILED
    assert fresh(delivery).failure["words"] == "The network is busy."
    assert events(delivery) == ["queued", "failed"]


def test_the_network_says_how_long_to_wait(pretend, delivery) -> None:
    pretend.on_send = refuse(can_retry=True, retry_after=900)
    actions.deliver(delivery.pk)
    assert fresh(delivery).not_before > now() + timedelta(seconds=890)


def test_a_refusal_for_good_fails_at_once_and_a_member_may_try_again(
    pretend, delivery, minseo
) -> None:
    pretend.on_send = refuse(can_retry=False)
    assert actions.deliver(delivery.pk) == State.FAILED
    pretend.on_send = lambda: None
    assert actions.retry(fresh(delivery), by=minseo)
    assert actions.deliver(delivery.pk) == State.SENT
    assert events(delivery) == ["queued", "failed", "retried", "sent"]


def test_a_dead_line_is_unknown_and_reading_back_finds_it(pretend, delivery) -> None:
    pretend.after_send = unsure
    assert actions.deliver(delivery.pk) == State.UNKNOWN
    assert actions.deliver(delivery.pk) == "", "nobody sends what may have gone out"
    assert actions.reconcile(delivery.pk) == State.SENT
    assert pretend.wall == ["reply-1"]
    assert events(delivery) == ["queued", "unknown", "sent"]


def test_what_is_surely_not_there_goes_out_again(pretend, delivery) -> None:
    pretend.on_send = unsure
    actions.deliver(delivery.pk)
    assert actions.reconcile(delivery.pk) == State.QUEUED
    pretend.on_send = lambda: None
    assert actions.deliver(delivery.pk) == State.SENT
    assert pretend.wall == ["reply-1"]


def test_what_is_lost_again_and_again_fails_with_its_reason(pretend, delivery) -> None:
    pretend.on_send = unsure
    Delivery.objects.filter(pk=delivery.pk).update(attempts=5)
    actions.deliver(delivery.pk)
    assert actions.reconcile(delivery.pk) == State.FAILED
    assert fresh(delivery).can_retry


def test_a_network_that_cannot_tell_leaves_it_unknown_with_a_later_look(pretend, delivery) -> None:
    pretend.after_send = pretend.on_find = unsure
    actions.deliver(delivery.pk)
    assert actions.reconcile(delivery.pk) == State.UNKNOWN
    assert fresh(delivery).not_before > now() + timedelta(seconds=20)
    assert not queries.due_looks().exists()


def test_nobody_may_retry_or_cancel_what_is_unknown(pretend, delivery, minseo) -> None:
    pretend.after_send = unsure
    actions.deliver(delivery.pk)
    assert not actions.retry(fresh(delivery), by=minseo)
    assert not actions.cancel(fresh(delivery), by=minseo)


def test_a_mistake_in_a_kind_is_unknown_and_never_a_second_sending(pretend, delivery) -> None:
    def broken() -> None:
        raise KeyError("surprise")

    pretend.after_send = broken
    assert actions.deliver(delivery.pk) == State.UNKNOWN
    assert actions.reconcile(delivery.pk) == State.SENT
    assert pretend.wall == ["reply-1"]


def test_a_worker_killed_after_sending_leaves_a_row_that_is_read_back(pretend, delivery) -> None:
    pretend.wall.append("reply-1")
    die_while_sending(delivery)
    assert actions.abandon_dead_claims() == 1
    assert fresh(delivery).state == State.UNKNOWN
    assert actions.reconcile(delivery.pk) == State.SENT
    assert pretend.wall == ["reply-1"]


def test_a_worker_killed_before_sending_leaves_a_row_that_goes_out(pretend, delivery) -> None:
    die_while_sending(delivery)
    actions.abandon_dead_claims()
    assert actions.reconcile(delivery.pk) == State.QUEUED
    assert actions.deliver(delivery.pk) == State.SENT
    assert pretend.wall == ["reply-1"]


def test_a_running_call_is_not_taken_for_a_dead_one(pretend, delivery) -> None:
    found = []
    pretend.on_send = lambda: found.append(actions.abandon_dead_claims())
    assert actions.deliver(delivery.pk) == State.SENT
    assert found == [0]


def test_a_claim_from_another_machine_is_believed_for_a_while(delivery) -> None:
    rows = Delivery.objects.filter(pk=delivery.pk)
    rows.update(state=State.SENDING, claimed_by="elsewhere/1x2", claimed_at=now())
    assert actions.abandon_dead_claims() == 0
    rows.update(claimed_at=now() - timedelta(minutes=16))
    assert actions.abandon_dead_claims() == 1


def test_a_number_that_belongs_to_another_message_is_no_receipt(
    pretend, account, delivery, monkeypatch
) -> None:
    actions.deliver(delivery.pk)
    other = actions.send(account, Outgoing(key="reply-2", text="Second"))
    monkeypatch.setattr(pretend, "send", lambda *_: Receipt("net-reply-1"))
    assert actions.deliver(other.pk) == State.UNKNOWN
    assert fresh(delivery).state == State.SENT


def test_a_queued_one_can_be_taken_back_and_then_never_leaves(pretend, delivery, minseo) -> None:
    assert actions.cancel(delivery, by=minseo)
    assert actions.deliver(delivery.pk) == ""
    assert pretend.wall == []
    assert events(delivery) == ["queued", "cancelled"]


def test_a_sent_one_cannot_be_taken_back(pretend, delivery, minseo) -> None:
    actions.deliver(delivery.pk)
    assert not actions.cancel(fresh(delivery), by=minseo)


def test_a_paused_account_sends_nothing_until_it_is_resumed(
    pretend, account, delivery, yuna
) -> None:
    actions.pause_account(account, by=yuna)
    assert not queries.due_deliveries().exists()
    assert actions.deliver(delivery.pk) == ""
    actions.resume_account(account, by=yuna)
    assert actions.deliver(delivery.pk) == State.SENT


@pytest.mark.parametrize(("text", "code"), [("  ", "empty"), ("가" * 101, "too_long")])
def test_what_the_channel_cannot_take_is_refused_before_it_is_stored(account, text, code) -> None:
    with pytest.raises(RefusedError) as refused:
        actions.send(account, Outgoing(key="x", text=text))
    assert refused.value.code == code
    assert not Delivery.objects.exists()


def test_a_removed_account_takes_nothing(account, yuna) -> None:
    actions.remove_account(account, by=yuna)
    with pytest.raises(RefusedError):
        actions.send(account, Outgoing(key="x", text="hello"))


def test_a_stranger_does_not_find_the_delivery(delivery, taeyang, minseo) -> None:
    assert queries.delivery_for(minseo, delivery.pk) == delivery
    assert not queries.deliveries_for(taeyang).exists()


def test_words_survive_their_way_through_the_row() -> None:
    outgoing = Outgoing(key="k", text="안녕", to=("a@b.example",), references=("<1>", "<2>"))
    assert unpacked({**packed(outgoing), "of_a_later_version": 1}) == outgoing
