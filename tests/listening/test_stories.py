"""Stories: packed and opened they are the same; what does not fit stays whole."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from hypothesis import given
from hypothesis import strategies as some
from tests.listening.spoken import said

from hanjari.language import INTENTS, read
from hanjari.listening import actions as listening
from hanjari.listening import stories
from hanjari.listening.expressions import parsed
from hanjari.listening.ingest.storing import told
from hanjari.listening.models import Message
from hanjari.listening.search import Scope, find, search

share = some.integers(0, 1_000).map(lambda number: number / 1_000)
label = some.sampled_from([*(f"intent:{name}" for name in INTENTS), "mood:negative", "urgency:4"])
fitting = some.fixed_dictionaries(
    {},
    optional={
        "intents": some.dictionaries(some.sampled_from(INTENTS), share, min_size=1),
        "mood": some.tuples(share, some.booleans(), share).map(
            lambda told: [-told[0] if told[1] else told[0], told[2]]
        ),
        "needs_answer": some.just(True),
        "is_sarcasm_suspect": some.just(True),
        "abuse": some.just(True),
        "site": some.integers(1, 1_599),
        "why": some.lists(
            some.tuples(label, some.integers(0, 39), some.integers(-600, 300)).map(list),
            min_size=1,
        ),
    },
)
anything = some.dictionaries(
    some.sampled_from(["intents", "mood", "why", "site", "abuse", "personal", "heard", "judged"]),
    some.none() | some.booleans() | some.floats(-2, 2) | some.text() | some.integers()
    | some.lists(some.integers() | some.text() | some.lists(some.integers() | some.text()))
    | some.dictionaries(some.sampled_from([*INTENTS, "other"]), some.floats(-1, 2) | share),
)  # fmt: skip


@given(fitting)
def test_a_story_that_fits_is_packed_and_comes_back(story):
    told = stories.packed(story)
    assert isinstance(told, str) or not story
    assert stories.opened(told) == story


@given(anything)
def test_whatever_a_story_holds_comes_back(story):
    assert stories.opened(stories.packed(story)) == story


def test_the_letters_of_intents_on_disk_are_those_of_the_language():
    assert [stories.letter_of(name) for name in INTENTS] == list("abcdefghijkl")
    assert stories.letter_of("nothing") == ""


@pytest.mark.parametrize("subject", ["", "환불해 주세요"])
def test_reasons_are_told_by_their_place_and_found_again(subject):
    text = "또 물이 새요. 언제 고쳐 주나요? 너무 화가 나요!"
    (reading,) = read([f"{subject}\n{text}" if subject else text])
    story = told(reading, subject, text)
    assert isinstance(stories.packed(story), str)
    words = [stories.words_of(one, subject, text) for one in story["why"]]
    assert words == [one.words[:60] for one in reading.why[:12]]


def test_what_is_far_in_a_text_or_long_or_not_there_keeps_its_words():
    text = "가" * 290 + "환불해 주세요"
    assert stories.reason("intent:request", "해 주세요", 292, "", text)[1] == 5
    assert stories.reason("intent:request", "나" * 50, 0, "", "나" * 50)[1] == "나" * 50
    assert stories.reason("intent:request", "해 주세요", 297, "", "가" * 299)[1] == "해 주세요"
    assert stories.words_of(["intent:request", "해 주세요"], "", "") == "해 주세요"


@pytest.mark.django_db
def test_a_message_read_before_stories_were_packed_is_found_and_told_as_before(square):
    """Its row holds JSON; the newer one beside it a few letters. Both are the same in Python."""
    text = "언제 배송되나요?"
    new, old = listening.keep(square, [said(square, one, text) for one in "12"]).new
    message = Message.objects.get(pk=new)
    with connection.cursor() as cursor:
        cursor.execute("SELECT CAST(reading AS text) FROM listening_message WHERE id = %s", [new])
        (stored,) = cursor.fetchone()
        assert stored.startswith('"')
        assert len(stored) < 40
        whole = (
            '{"intents":{"question":0.9},"why":[["intent:question","언제",0]],"needs_answer":true}'
        )
        cursor.execute(
            "UPDATE listening_message SET reading = %s, intent = 'chat' WHERE id = %s", [whole, old]
        )
        cursor.execute("UPDATE listening_message SET intent = 'chat' WHERE id = %s", [new])
    assert message.reading["intents"]["question"] >= 0.5
    assert Message.objects.get(pk=old).reading["why"] == [["intent:question", "언제", 0]]
    page = find(Scope(square.organisation_id), parsed("intent:question"))
    assert sorted(page.ids) == sorted([new, old])


@pytest.mark.django_db(transaction=True)
def test_what_was_kept_before_is_found_after_the_index_was_written_anew(square):
    (pk,) = listening.keep(square, [said(square, "1", "정수기에서 물이 새요")]).new
    MigrationExecutor(connection).migrate([("listening", "0017_lean_hits")])
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())  # what builds on it came down with it
    scope = Scope(square.organisation_id)
    assert search(scope, "정수기").ids == search(scope, '"물이 새요"').ids == [pk]
    assert search(scope, '"새요 물이"').ids == []
    assert Message.objects.get(pk=pk).reading["intents"]
