"""Training: tables are asked for, made, used for new messages, and taken back; each company has its own."""

from datetime import timedelta

import pytest
from tests.language.codes import CODES, KEPT
from tests.listening.spoken import NOON, said

from hanjari.channels.models import Account
from hanjari.journal.models import Entry
from hanjari.listening import actions as listening
from hanjari.listening.actions import training
from hanjari.listening.models import Message, Training

NEW = "온풍기 화면 E7이에요"
State = Training.State


def hear(account: Account, *texts: str) -> list[Message]:
    envelopes = [
        said(account, f"{text}", text, posted_at=NOON + timedelta(seconds=n))
        for n, text in enumerate(texts)
    ]
    return list(
        Message.objects.filter(pk__in=listening.keep(account, envelopes).new).order_by("pk")
    )


@pytest.fixture
def judged(square, minseo) -> Account:
    """A desk whose members called thirty machines with E7 requests."""
    hear(square, *KEPT)
    for message in hear(square, *CODES[:30]):
        listening.judge(message, "intents", ["request"], by=minseo)
    return square


def trained(organisation, by) -> Training:
    row = listening.ask_for_training(organisation, by=by)
    assert listening.train_waiting()
    row.refresh_from_db()
    return row


def test_the_next_message_is_read_with_the_tables_and_says_so(judged, hanbit, yuna):
    [before] = hear(judged, "거실 " + NEW)
    row = trained(hanbit.organisation, yuna)
    assert (row.state, row.is_used) == (State.MADE, True)
    [after] = hear(judged, NEW)
    assert (before.intent, after.intent) == ("chat", "request")
    assert after.reading["site"] == row.number
    assert "site" not in before.reading


def test_another_company_reads_as_before(judged, hanbit, narae, yuna):
    trained(hanbit.organisation, yuna)
    theirs = Account.objects.create(organisation=narae.organisation, kind="spoken", name="x")
    assert [one.intent for one in hear(theirs, NEW)] == ["chat"]


def test_undo_goes_back_to_what_was_used_before(judged, hanbit, yuna):
    trained(hanbit.organisation, yuna)
    second = trained(hanbit.organisation, yuna)
    assert listening.undo_training(hanbit.organisation, by=yuna) == 1
    assert Training.objects.get(is_used=True).number == 1
    assert listening.undo_training(hanbit.organisation, by=yuna) == 0
    assert [one.intent for one in hear(judged, NEW)] == ["chat"]
    with pytest.raises(listening.TrainingRefusedError):
        listening.undo_training(hanbit.organisation, by=yuna)
    listening.use_tables(hanbit.organisation, second.number, by=yuna)
    assert Training.objects.get(is_used=True) == second


def test_nothing_to_learn_is_refused_and_changes_nothing(square, hanbit, yuna):
    hear(square, *KEPT)
    row = trained(hanbit.organisation, yuna)
    assert (row.state, row.is_used, row.tables) == (State.REFUSED, False, None)
    assert Entry.objects.filter(event="training.refused").exists()


def test_too_few_are_refused_with_the_figures(square, hanbit, minseo, yuna):
    for message in hear(square, *CODES[:5]):
        listening.judge(message, "intents", ["request"], by=minseo)
    row = trained(hanbit.organisation, yuna)
    told = {part["part"]: part for part in row.figures["parts"]}["intent:request"]
    assert (row.state, told["verdict"], told["judged"]) == (State.REFUSED, "too_few", 5)


def test_one_at_a_time(judged, hanbit, yuna):
    listening.ask_for_training(hanbit.organisation, by=yuna)
    with pytest.raises(listening.TrainingRefusedError):
        listening.ask_for_training(hanbit.organisation, by=yuna)


def test_what_was_taken_back_or_edited_teaches_nothing(judged, hanbit, minseo, yuna):
    for row in Message.objects.get(external_id=CODES[0]).judgements.all():
        listening.undo_judgement(row, by=minseo)
    listening.keep(judged, [said(judged, CODES[1], "고쳤어요", edits=True)])
    row = trained(hanbit.organisation, yuna)
    told = {part["part"]: part for part in row.figures["parts"]}["intent:request"]
    assert told["judged"] == 28


def test_a_failure_is_written_down_and_nothing_changes(judged, hanbit, yuna, monkeypatch):
    def burst(_organisation: object) -> None:
        raise MemoryError

    monkeypatch.setattr(training, "try_out", burst)
    row = trained(hanbit.organisation, yuna)
    assert (row.state, row.is_used) == (State.FAILED, False)
    assert "MemoryError" in row.failure


def test_what_a_dead_worker_was_making_waits_again(judged, hanbit, yuna):
    row = listening.ask_for_training(hanbit.organisation, by=yuna)
    assert training.claim(row)
    assert not training.claim(row), "nobody else takes it meanwhile"
    Training.objects.update(begun_at=row.begun_at - timedelta(hours=1))
    listening.forget_stuck()
    assert listening.train_waiting()


def test_the_journal_tells_who_asked_and_the_figures(judged, hanbit, yuna):
    trained(hanbit.organisation, yuna)
    events = Entry.objects.filter(event__startswith="training.").order_by("pk")
    assert [entry.event for entry in events] == ["training.asked", "training.made", "training.used"]
    assert all(entry.by == yuna for entry in events)
    assert "intent:request" in events[1].facts["figures"]


def test_strange_numbers_are_refused(judged, hanbit, yuna):
    with pytest.raises(listening.TrainingRefusedError):
        listening.use_tables(hanbit.organisation, 77, by=yuna)
