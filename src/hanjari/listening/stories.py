"""Stories: what a reading says beyond a message's columns, packed into a sixth of its disk. Pure.

A packed story is a string of letters, which are names, and of digits in base 40, which are anything
but letters: intents with their probability in thousandths, `x` or `y` (below nothing) with the
mood's score and confidence, `N`, `S`, `A` for what is so, `T` with the number of the company's own
tables, and after `W` the reasons: label, where the words begin, how long they are. The words
themselves stand in the message. What does not fit exactly stays as it is, a dictionary.
"""

from collections.abc import Callable, Sequence
from typing import Any

REACH = 300
"""Characters of a text in which a reason is told by its place: threading reads no further."""

_DIGITS = "0123456789!#$%&'()*+,-./:;<=>?@[]^_`{|}~"
_BASE, _AHEAD, _WHOLE = len(_DIGITS), 600, 1_000
_INTENTS = (
    "incident", "press", "spam", "rumour", "complaint", "partner", "idea", "request", "question",
    "abuse", "praise", "chat",
)  # fmt: skip
"""Their letters are on disk: names may be added behind, never moved."""
_LABELS = (
    *(f"intent:{name}" for name in _INTENTS), "mood:negative", "mood:neutral", "mood:positive",
    "urgency:1", "urgency:2", "urgency:3", "urgency:4", "abuse:insult", "abuse:profanity",
    "abuse:threat", "care:self_harm",
)  # fmt: skip
_LETTERS = {label: chr(ord("a") + number) for number, label in enumerate(_LABELS)}
_NAMED = {letter: label for label, letter in _LETTERS.items()}
_FLAGS = {"needs_answer": "N", "is_sarcasm_suspect": "S", "abuse": "A"}
_FLAGGED = {letter: name for name, letter in _FLAGS.items()}
_PAIRS = [high + low for high in _DIGITS for low in _DIGITS]
_NUMBERS = {pair: number for number, pair in enumerate(_PAIRS)}
_ONES = {digit: number for number, digit in enumerate(_DIGITS)}
_SIZES = dict(enumerate(_DIGITS))
_SHARES = {number / _WHOLE: pair for number, pair in enumerate(_PAIRS[: _WHOLE + 1])}
_STARTS = {number - _AHEAD: pair for number, pair in enumerate(_PAIRS)}


def packed(story: dict[str, Any]) -> str | dict[str, Any]:
    """The story as a short string where `opened` brings back just this story, else the story."""
    if not story:
        return story
    try:
        return "".join([_PACKED[name](name, value) for name, value in _in_order(story)])
    except (AttributeError, KeyError, IndexError, TypeError, ValueError):
        return story


def opened(stored: str | dict[str, Any] | None) -> dict[str, Any]:
    """The story of what the store holds, in either form."""
    if not isinstance(stored, str):
        return stored or {}
    story: dict[str, Any] = {}
    place = 0
    while place < len(stored):
        letter = stored[place]
        if letter in _FLAGGED:
            story[_FLAGGED[letter]] = True
            place += 1
        elif letter == "W":
            story["why"] = _reasons(stored[place + 1 :])
            break
        elif letter in "xy":
            sign = -1 if letter == "y" else 1
            story["mood"] = [sign * _share(stored, place + 1), _share(stored, place + 3)]
            place += 5
        else:
            if letter == "T":
                story["site"] = _NUMBERS[stored[place + 1 : place + 3]]
            else:
                name = _NAMED[letter].partition(":")[2]
                story.setdefault("intents", {})[name] = _share(stored, place + 1)
            place += 3
    return story


def letter_of(intent: str) -> str:
    """The letter that stands in a packed story where this intent does; '' where none is."""
    return _LETTERS.get(f"intent:{intent}", "")


def reason(label: str, words: str, start: int, subject: str, text: str) -> list[Any]:
    """A reason as a story keeps it: [label, words or how many characters they are, start].

    What stands in the subject, which is read before the text, starts below 0.
    """
    told = [label, len(words), start]
    is_near = start >= -_AHEAD and start + len(words) <= REACH and len(words) < _BASE
    return told if is_near and words_of(told, subject, text) == words else [label, words, start]


def words_of(told: Sequence[Any], subject: str, text: str) -> str:
    """The words of a reason; of the text the first `REACH` characters are enough."""
    said = told[1]
    if isinstance(said, str):
        return said
    start = told[2] + (len(subject) + 1 if subject else 0)
    return (f"{subject}\n{text}" if subject else text)[start : start + said] if start >= 0 else ""


def with_words(story: dict[str, Any], subject: str, text: str) -> dict[str, Any]:
    """The story with every reason in its words, for who takes it out of the house."""
    if "why" not in story:
        return story
    why = [[one[0], words_of(one, subject, text), *one[2:]] for one in story["why"]]
    return {**story, "why": why}


def _in_order(story: dict[str, Any]) -> list[tuple[str, Any]]:
    """Reasons last: they have no end of their own."""
    told = list(story.items())
    return told if "why" not in story else sorted(told, key=lambda item: item[0] == "why")


def _intents(_name: str, said: dict[str, float]) -> str:
    if not said:
        raise ValueError
    return "".join([_LETTERS[f"intent:{name}"] + _SHARES[p] for name, p in said.items()])


def _mood(_name: str, said: Sequence[float]) -> str:
    score, confidence = said
    return ("y" if score < 0 else "x") + _SHARES[abs(score)] + _SHARES[confidence]


def _flag(name: str, value: Any) -> str:
    if value is not True:
        raise ValueError
    return _FLAGS[name]


def _site(_name: str, number: int) -> str:
    return "T" + _STARTS[number - _AHEAD]


def _why(_name: str, why: Sequence[Sequence[Any]]) -> str:
    if not why:
        raise ValueError
    return "W" + "".join(
        [_LETTERS[label] + _STARTS[start] + _SIZES[size] for label, size, start in why]
    )


_PACKED: dict[str, Callable[[str, Any], str]] = {
    "intents": _intents, "mood": _mood, "site": _site, "why": _why, **dict.fromkeys(_FLAGS, _flag),
}  # fmt: skip


def _share(stored: str, place: int) -> float:
    return _NUMBERS[stored[place : place + 2]] / _WHOLE


def _reasons(told: str) -> list[list[Any]]:
    return [
        [_NAMED[told[at]], _ONES[told[at + 3]], _NUMBERS[told[at + 1 : at + 3]] - _AHEAD]
        for at in range(0, len(told), 4)
    ]
