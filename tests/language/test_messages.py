"""Messages: how many of each kind the rules find, on three lists of what customers write.

The cues were written with half of the first list at hand. Its other half, the second and the third
list stood before the cues were last widened, so all three flatter them; the fourth was written last,
in words that no list foresees, and judged once (docs/models/kinds.md). Floors of incident, complaint
and press are the care domain's where the rules reach them; elsewhere they are what is reached.
"""

from collections import Counter
from zlib import crc32

import pytest
from tests.language.lists import messages

from hanjari.language import SURE
from hanjari.language.cues import found_cues
from hanjari.language.normal import normal
from hanjari.language.reading.evidence import Evidence

ASKING = {"complaint", "incident", "rumour", "press", "partner", "idea", "question", "request"}
"""Beside one of these a question, request or nothing more costs nobody anything."""


def sure(evidence: Evidence, family: str) -> set[str]:
    """The names of a family that the cues of one text make sure."""
    return {
        label.partition(":")[2]
        for label in evidence.labels(family)
        if evidence.probability(label)[0] >= SURE
    }


def found(text: str) -> tuple[set[str], int]:
    """The intents and the urgency that the rules alone give."""
    evidence = Evidence(1, {0: found_cues(normal(text))})
    intents = sure(evidence, "intent")
    if sure(evidence, "abuse"):
        intents.add("abuse")
    levels = map(int, sure(evidence, "urgency"))
    return intents or {"chat"}, max(levels, default=1)


def rates(rows: list[tuple[set[str], int, str]]) -> dict[str, tuple[float, float]]:
    """Recall and precision of each intent."""
    right: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for intents, _urgency, text in rows:
        got, _level = found(text)
        spare = {"question", "request", "chat"} if intents & ASKING else set()
        right.update(got & intents)
        wanted.update(intents)
        given.update(got - (spare - intents))
    return {
        name: (right[name] / wanted[name], right[name] / max(1, given[name])) for name in wanted
    }


FIRST = list(messages("first"))
SEEN = [row for row in FIRST if crc32(row[2].encode()) % 2 == 0]
UNSEEN = [row for row in FIRST if crc32(row[2].encode()) % 2]
SECOND, THIRD = list(messages("second")), list(messages("third"))


def test_the_lists_are_long_and_know_every_intent():
    assert sum("가" <= char <= "힣" for _, _, text in FIRST for char in text[:1]) >= 250
    assert len(FIRST) >= 400
    assert len({text for _, _, text in FIRST + SECOND + THIRD}) == len(FIRST + SECOND + THIRD)
    assert set().union(*(intents for intents, _, _ in FIRST)) >= ASKING | {
        "praise",
        "spam",
        "abuse",
    }


@pytest.mark.parametrize(
    ("rows", "floors"),
    [
        (SEEN, {"incident": 0.95, "complaint": 0.9, "press": 0.95, "abuse": 0.95, "rumour": 0.95, "partner": 0.95, "idea": 0.95,
                "spam": 0.95, "praise": 0.95, "question": 0.95, "request": 0.95}),
        (UNSEEN, {"incident": 0.95, "complaint": 0.84, "press": 0.95, "abuse": 0.95, "rumour": 0.95, "partner": 0.95, "idea": 0.95,
                  "spam": 0.95, "praise": 0.95, "question": 0.95, "request": 0.95}),
        (SECOND, {"incident": 0.9, "complaint": 0.8, "press": 0.95}),
        (THIRD, {"incident": 0.9, "complaint": 0.6, "press": 0.85}),
    ],
    ids=["seen", "unseen", "second", "third"],
)  # fmt: skip
def test_the_rules_find_what_must_be_heard(rows, floors):
    recall = {name: rates(rows)[name][0] for name in floors}
    assert {name: rate for name, rate in recall.items() if rate < floors[name]} == {}


@pytest.mark.parametrize(
    "rows", [SEEN, UNSEEN, SECOND, THIRD], ids=["seen", "unseen", "second", "third"]
)
def test_what_the_rules_raise_is_mostly_right(rows):
    floors = {"incident": 0.9, "press": 0.75, "abuse": 0.9, "spam": 0.9, "complaint": 0.75}
    precision = {name: rates(rows)[name][1] for name in floors}
    assert {name: rate for name, rate in precision.items() if rate < floors[name]} == {}


def test_urgency_is_nearly_never_too_low():
    levels = [(urgency, found(text)[1]) for _, urgency, text in FIRST + SECOND + THIRD]
    assert sum(level < urgency for urgency, level in levels) / len(levels) <= 0.02
    assert sum(level > urgency for urgency, level in levels) / len(levels) <= 0.03


def test_a_person_in_despair_is_named_as_such():
    for text in ("더는 못 버티겠어요 그냥 죽고 싶어요", "I just want to end my life"):
        assert sure(Evidence(1, {0: found_cues(normal(text))}), "care") == {"self_harm"}
        assert found(text)[1] == 4


def test_a_run_says_once_what_it_says():
    text = "역시 또 먹통 좋네요~^^ ㅋㅋㅋㅋㅋㅋ"
    smirks = [text[a:b] for a, b, meaning in found_cues(text) if meaning.family == "smirk"]
    assert smirks == ["^^", "ㅋㅋ"]
