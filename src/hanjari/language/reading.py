"""Reading: what a message is, says and needs, with the words that say so. Rules only; no guess without a cue.

Cues of one label add up as independent evidence: p = 1 - product of (1 - weight). A label without
cues has no probability at all, and sentiment without enough evidence has no label.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from hanjari.language.cues import Cue, Meaning, found_cues
from hanjari.language.cues.abuse import EVASIONS, MAY_EVADE
from hanjari.language.normal import mapped, original_span
from hanjari.language.personal import Span, personal_data
from hanjari.language.scripts import language_of

INTENTS = (
    "incident", "press", "spam", "rumour", "complaint", "partner", "idea", "request", "question", "abuse", "praise", "chat",
)  # fmt: skip
"""All intents; the first that is sure is the primary: an abusive complaint is answered as a complaint."""

_SURE = 0.5
_CLEAR = 0.8
"""Confidence from which sentiment gets a label: one clear cue and none against it."""
_SHOWN = frozenset({"intent", "urgency", "abuse", "mood"})
_REASONS = 40
_EVADED = Meaning("abuse", "insult", 0.85, "abuse:insult")
_ASKING = frozenset(
    {"question", "complaint", "request", "rumour", "incident", "press", "partner", "idea"}
)
_WHOLE = 200_000
"""Characters read for cues: a message of a megabyte is a file, its first part tells what it wants."""


@dataclass(frozen=True, slots=True)
class Sentiment:
    """`score` -1 to 1, its sign decides; `label` None means: not sure enough to say."""

    score: float = 0.0
    label: str | None = None
    confidence: float = 0.0


_UNSURE = Sentiment()


class Why(NamedTuple):
    """The words behind a label (`intent:complaint`, `urgency:4`, `abuse:insult`, `mood:negative`)."""

    label: str
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One message read. Offsets are those of the text as given, and hold in its masked form too."""

    language: str
    intent: str = "chat"
    intents: dict[str, float] = field(default_factory=dict)
    needs_answer: bool = False
    urgency: int = 1
    sentiment: Sentiment = _UNSURE
    is_sarcasm_suspect: bool = False
    abuse: bool = False
    personal_data: tuple[Span, ...] = ()
    why: tuple[Why, ...] = ()


def read(texts: Sequence[str]) -> list[Reading]:
    """Read a batch; one reading a text, whatever the text is made of."""
    return [_read(text) for text in texts]


def _read(text: str) -> Reading:
    form, offsets = mapped(text[:_WHOLE])
    language = language_of(form)
    spans = personal_data(text)
    cues = found_cues(form)
    if MAY_EVADE(form):
        cues += [(*match.span(), _EVADED) for match in EVASIONS.finditer(form)]
    if not cues:
        return Reading(language, personal_data=spans)
    families = _weighed(cues)
    intents = families["intent"]
    if abuse := families.get("abuse"):
        intents["abuse"] = max(abuse.values())
    is_sarcasm_suspect = _is_sarcasm_suspect(families)
    if is_sarcasm_suspect:
        intents["complaint"] = max(intents.get("complaint", 0), 0.6)
        intents["praise"] = round(intents.get("praise", 0) * 0.2, 3)
    return Reading(
        language,
        _primary(intents),
        intents,
        _needs_answer(intents),
        int(max(families.get("urgency", "1"))),
        _UNSURE if is_sarcasm_suspect else _sentiment(cues),
        is_sarcasm_suspect,
        intents.get("abuse", 0) >= _SURE,
        spans,
        _why(text, offsets, cues),
    )


def _weighed(cues: Iterable[Cue]) -> dict[str, dict[str, float]]:
    """By family and name, the probability that the cues together give."""
    doubts: dict[str, dict[str, float]] = {"intent": {}}
    for _start, _end, (family, name, weight, *_rest) in cues:
        names = doubts.setdefault(family, {})
        names[name] = names.get(name, 1.0) * (1 - weight)
    return {
        family: {name: round(1 - doubt, 3) for name, doubt in names.items()}
        for family, names in doubts.items()
    }


def _primary(intents: dict[str, float]) -> str:
    for name in INTENTS:
        if name in intents and intents[name] >= _SURE:
            return name
    return "chat"


def _needs_answer(intents: dict[str, float]) -> bool:
    """Somebody who asks, complains, proposes or reports is answered; spam never is, abuse alone is not."""
    if intents.get("spam", 0) >= _SURE:
        return False
    return any(name in _ASKING and weight >= _SURE for name, weight in intents.items())


def _sentiment(cues: Iterable[Cue]) -> Sentiment:
    good = bad = 0
    for _start, _end, meaning in cues:
        if meaning.family == "mood":
            good, bad = good + (meaning.name == "positive"), bad + (meaning.name == "negative")
    if good == bad:
        return _UNSURE
    score = round((good - bad) / (good + bad + 0.5), 3)
    confidence = round(0.5 + abs(score) / 2, 3)
    label = "positive" if score > 0 else "negative"
    return Sentiment(score, label if confidence >= _CLEAR else None, confidence)


def _is_sarcasm_suspect(families: dict[str, dict[str, float]]) -> bool:
    """A word of praise beside a word of failure: a person decides, nobody likes it automatically."""
    return "praiseword" in families and (
        "failure" in families or ("smirk" in families and "complaint" in families["intent"])
    )


def _why(text: str, offsets: list[int] | None, cues: Iterable[Cue]) -> tuple[Why, ...]:
    shown = [cue for cue in cues if cue[2].family in _SHOWN][:_REASONS]
    if offsets is None:
        return tuple([Why(meaning.label, text[a:b], a, b) for a, b, meaning in shown])
    spans = [(*original_span(offsets, a, b), meaning) for a, b, meaning in shown]
    return tuple([Why(meaning.label, text[a:b], a, b) for a, b, meaning in spans])
