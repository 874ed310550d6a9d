"""Judgements: what a member says of a message counts at once, and leaves the machine's word behind it."""

import pytest
from tests.listening.spoken import said

from hanjari.journal.models import Entry
from hanjari.listening import actions as listening
from hanjari.listening import stories
from hanjari.listening.models import HourCount, Judgement, Message
from hanjari.listening.queries import agreements, standing_judgements, wilson


@pytest.fixture
def message(square) -> Message:
    kept = listening.keep(square, [said(square, "1", "정수기에서 물이 새요. 환불해 주세요!")])
    return Message.objects.get(pk=kept.new[0])


def fresh(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


def counts() -> dict[str, int]:
    rows = HourCount.objects.exclude(message_count=0)
    return dict(rows.values_list("intent", "message_count"))


def moods() -> dict[str, int]:
    rows = HourCount.objects.exclude(message_count=0)
    return dict(rows.values_list("mood", "message_count"))


def test_a_mood_is_what_a_member_says_it_is(message, minseo):
    row = listening.judge(message, "sentiment", 0, by=minseo)
    assert fresh(message).sentiment == 0
    assert moods() == {"neutral": 1}
    assert (row.before, row.after, row.by) == (message.sentiment, 0, minseo)
    assert not any(why[0].startswith("mood:") for why in fresh(message).reading["why"])


def test_intents_choose_the_primary_one_and_move_the_hours_count(message, minseo):
    assert (message.intent, counts()) == ("complaint", {"complaint": 1})
    listening.judge(message, "intents", ["praise", "question"], by=minseo)
    after = fresh(message)
    assert after.intent == "question"
    assert {name for name, p in after.reading["intents"].items() if p >= 0.5} == {
        "question",
        "praise",
    }
    assert counts() == {"question": 1}


def test_no_intents_is_chat(message, minseo):
    listening.judge(message, "intents", [], by=minseo)
    assert fresh(message).intent == "chat"


def test_abuse_is_an_aspect_of_its_own(message, minseo):
    listening.judge(message, "abuse", True, by=minseo)
    assert fresh(message).reading["abuse"] is True
    assert fresh(message).intent == "complaint", "an abusive complaint is answered as a complaint"
    listening.judge(message, "intents", [], by=minseo)
    assert fresh(message).intent == "abuse"


def test_taken_back_every_word_is_as_it_was(message, minseo, jiho):
    before = fresh(message)
    rows = [
        listening.judge(message, "intents", ["idea"], by=minseo),
        listening.judge(message, "urgency", 3, by=minseo),
        listening.judge(message, "sentiment", 0, by=jiho),
    ]
    listening.undo_judgement(rows[0], by=jiho)
    assert (fresh(message).intent, fresh(message).urgency) == (before.intent, 3)
    for row in rows[1:]:
        listening.undo_judgement(row, by=jiho)
    after = fresh(message)
    assert (after.intent, after.urgency, after.sentiment, after.reading) == (
        before.intent,
        before.urgency,
        before.sentiment,
        before.reading,
    )
    assert counts() == {"complaint": 1}


def test_only_the_newest_of_an_aspect_is_taken_back(message, minseo):
    first = listening.judge(message, "urgency", 2, by=minseo)
    second = listening.judge(message, "urgency", 4, by=minseo)
    with pytest.raises(listening.JudgementRefusedError):
        listening.undo_judgement(first, by=minseo)
    listening.undo_judgement(second, by=minseo)
    assert fresh(message).urgency == 2
    with pytest.raises(listening.JudgementRefusedError):
        listening.undo_judgement(second, by=minseo)


def test_saying_that_the_machine_was_right_is_kept_and_changes_nothing(message, minseo):
    row = listening.judge(message, "intents", ["complaint", "request"], by=minseo)
    before = fresh(message).reading
    again = listening.judge(message, "intents", row.after, by=minseo)
    assert again.is_confirmation
    assert fresh(message).reading == before


def test_not_sure_is_a_value_that_can_be_agreed_to(message, hanbit, minseo):
    assert message.sentiment is None
    assert listening.judge(message, "sentiment", None, by=minseo).is_confirmation
    assert agreements(hanbit.organisation.pk)[0].agreed == 1
    assert "judged" not in fresh(message).reading


@pytest.mark.parametrize(
    ("aspect", "value"),
    [
        ("sentiment", 2), ("sentiment", True), ("urgency", 0), ("urgency", 5), ("urgency", True),
        ("intents", ["abuse"]), ("intents", "complaint"), ("intents", ["nothing"]),
        ("abuse", 1), ("needs_answer", None), ("language", True),
    ],
)  # fmt: skip
def test_what_is_none_of_the_choices_is_refused(message, minseo, aspect, value):
    with pytest.raises(listening.JudgementRefusedError):
        listening.judge(message, aspect, value, by=minseo)
    assert not Judgement.objects.exists()


def test_our_own_words_and_erased_ones_are_not_judged(message, square, minseo):
    own = listening.keep(square, [said(square, "2", "감사합니다", is_ours=True)])
    listening.erase_message(message, by=minseo, reason="asked")
    for pk in (own.new[0], message.pk):
        with pytest.raises(listening.JudgementRefusedError):
            listening.judge(Message.objects.get(pk=pk), "urgency", 2, by=minseo)


def test_edited_words_are_read_anew(message, square, minseo):
    listening.judge(message, "urgency", 4, by=minseo)
    listening.keep(square, [said(square, "1", "이제 괜찮아요", edits=True)])
    assert fresh(message).urgency == 1
    row = listening.judge(message, "sentiment", 1, by=minseo)
    assert fresh(message).urgency == 1, "what was said of the old words stays with them"
    listening.undo_judgement(row, by=minseo)
    assert fresh(message).urgency == 1


def test_the_journal_tells_names_and_no_words_of_the_message(message, minseo):
    listening.judge(message, "sentiment", 1, by=minseo)
    entry = Entry.objects.get(event="message.judged")
    assert (entry.by, entry.noun_id) == (minseo, message.pk)
    assert (entry.facts["before"], entry.facts["after"]) == ("unsure", "positive")
    assert "새요" not in str(entry.facts)


def test_reasons_know_where_they_stand_in_the_text_also_behind_a_subject(square):
    kept = listening.keep(square, [said(square, "1", "또 물이 새요", subject="환불해 주세요")])
    message = Message.objects.get(pk=kept.new[0])
    why = stories.with_words(message.reading, message.subject, message.text)["why"]
    places = {words: start for _label, words, start in why}
    assert message.text.startswith("또", places.pop(next(w for w in places if w.startswith("또"))))
    assert any(start < 0 for start in places.values()), "what stood in the subject begins below 0"


def test_agreement_counts_who_was_asked_with_an_interval(message, hanbit, minseo):
    listening.judge(message, "urgency", message.urgency, by=minseo)
    listening.judge(message, "urgency", 3, by=minseo)
    undone = listening.judge(message, "urgency", 4, by=minseo)
    listening.undo_judgement(undone, by=minseo)
    [one] = agreements(hanbit.organisation.pk)
    assert (one.aspect, one.judged, one.agreed) == ("urgency", 2, 1)
    assert one.low < 0.5 < one.high
    assert [round(x, 3) for x in wilson(50, 100)] == [0.404, 0.596]


def test_of_several_the_newest_that_stands_is_shown(message, minseo, jiho):
    listening.judge(message, "urgency", 2, by=minseo)
    second = listening.judge(message, "urgency", 3, by=jiho)
    assert standing_judgements([message])[message.pk, "urgency"] == second
    listening.undo_judgement(second, by=jiho)
    assert standing_judgements([message])[message.pk, "urgency"].by == minseo
