"""A company's own tables: learnt from judgements, refused where they are no better, never silencing an alarm."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.language.codes import CODES, KEPT, SAYINGS, THINGS

from hanjari.language import JUDGED_INTENTS, read
from hanjari.language.training import Example, SiteTables, Verdict, train
from hanjari.language.training.decisions import LABELS, PARTS, applied, decided, log_odds
from hanjari.language.training.everyday import SENTENCES


def judged(texts: list[str], **values: object) -> list[Example]:
    return [Example(text, f"thread {text}", values) for text in texts]


@pytest.fixture(scope="module")
def requests() -> SiteTables:
    tables = train(judged(CODES[:30], intents=["request"], sentiment=-1), KEPT, read).tables
    assert tables is not None
    return tables


def test_the_next_message_of_the_kind_is_read_as_members_judged_the_last(requests):
    unseen = CODES[30:]
    before, after = read(unseen), requests.adjusted(read(unseen), unseen)
    assert sum(one.intent == "request" for one in before) <= 4
    assert sum(one.intent == "request" for one in after) >= 8
    assert all(one.needs_answer for one in after if one.intent == "request")
    assert sum(one.sentiment.label == "negative" for one in after) >= 8


def test_what_the_tables_brought_names_the_words_that_pulled(requests):
    text = "온풍기에 E7 표시"
    [reading] = requests.adjusted(read([text]), [text])
    said = [why for why in reading.why if why.label == "intent:request"]
    assert any("E7" in why.words for why in said)
    assert all(text[why.start : why.end] == why.words for why in said)


def test_everyday_sentences_are_read_as_before(requests):
    before = read(SENTENCES)
    after = requests.adjusted(before, SENTENCES)
    changed = [
        text
        for text, old, new in zip(SENTENCES, before, after, strict=True)
        if (old.intent, old.sentiment.label) != (new.intent, new.sentiment.label)
    ]
    assert len(changed) <= 1


def test_tables_are_the_same_after_they_were_packed(requests):
    again = SiteTables.from_bytes(requests.to_bytes())
    one, other = requests.adjusted(read(CODES), CODES), again.adjusted(read(CODES), CODES)
    assert [reading.intents for reading in one] == [reading.intents for reading in other]
    assert len(requests.to_bytes()) < 100_000


def test_reading_takes_the_tables_along(requests):
    assert read(CODES[30:31], requests)[0].intent == "request"


def test_a_few_judgements_are_left_alone():
    made = train(judged(CODES[:6], intents=["request"]), KEPT, read)
    assert made.tables is None
    assert {one.part: one.verdict for one in made.figures}["intent:request"] is Verdict.TOO_FEW


def test_members_who_contradict_each_other_teach_nothing():
    """A chessboard of things and sayings: every word was judged both ways equally often."""
    board = [(number // len(SAYINGS) + number) % 2 for number in range(len(CODES))]
    examples = [
        Example(text, text, {"intents": ["request"] if is_white else []})
        for text, is_white in zip(CODES, board, strict=True)
    ]
    made = train(examples, KEPT, read)
    verdicts = {one.part: one.verdict for one in made.figures}
    assert made.tables is None
    assert verdicts["intent:request"] in (Verdict.NO_BETTER, Verdict.NOT_CLEAR)


def test_judgements_that_agree_with_the_reading_change_nothing():
    readings = read(KEPT)
    sure = [
        [name for name in JUDGED_INTENTS if one.intents.get(name, 0) >= 0.5] for one in readings
    ]
    examples = [
        Example(text, text, {"intents": said}) for text, said in zip(KEPT, sure, strict=True)
    ]
    assert train(examples, [], read).tables is None


def test_an_alarm_is_never_lowered_by_tables():
    smoke = [f"{thing}에서 연기가 나요" for thing in THINGS for _ in range(3)]
    alarms = read(smoke)
    assert all(one.urgency == 4 for one in alarms)
    made = train(judged(smoke, urgency=1, intents=[]), KEPT, read)
    after = made.tables.adjusted(alarms, smoke) if made.tables else alarms
    assert all(one.urgency == 4 for one in after)
    assert [one.intent for one in after] == [one.intent for one in alarms]


def test_no_piece_of_personal_data_is_learnt():
    """Another number makes the very same tables."""
    made = [
        train(
            judged([f"{text} 010-{number}-{n:04}" for n, text in enumerate(CODES)], sentiment=-1),
            KEPT,
            read,
        ).tables
        for number in (2345, 9876)
    ]
    one, other = [tables.to_bytes() for tables in made if tables]
    assert one == other


def test_a_conversation_is_never_learnt_from_and_tested_on_at_once():
    """One thread that says the same thirty times is one witness, and a single witness proves nothing."""
    examples = [Example(text, "one thread", {"intents": ["request"]}) for text in CODES]
    assert train(examples, KEPT, read).tables is None


def test_what_was_decided_is_what_the_log_odds_say():
    readings = read([*SENTENCES, *CODES])
    odds = log_odds(readings)
    mood = decided(PARTS[0], odds[:, PARTS[0].columns])
    names = ["negative", "neutral", "positive", None]
    assert [names[place] for place in mood] == [one.sentiment.label for one in readings]
    still = [
        applied(one, row, np.zeros(len(LABELS))) for one, row in zip(readings, odds, strict=True)
    ]
    assert [one.intent for one in still] == [one.intent for one in readings]
    assert [one.urgency for one in still] == [one.urgency for one in readings]


@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=60), max_size=5))
@settings(max_examples=60, deadline=None)
def test_any_text_can_be_adjusted(requests, texts):
    assert len(requests.adjusted(read(texts), texts)) == len(texts)
