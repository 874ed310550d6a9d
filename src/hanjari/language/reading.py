"""Reading: what a message is, says and needs, with the words that say so. Rules only; no guess without a cue.

Cues of one label add up as independent evidence: p = 1 - product of (1 - weight). A label without
cues has no probability at all, and sentiment without enough evidence has no label.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import prod

from hanjari.language.cues import Cue, found_cues
from hanjari.language.cues.abuse import EVASIONS
from hanjari.language.normal import mapped, original_span
from hanjari.language.personal import Span, personal_data
from hanjari.language.scripts import language_of

INTENTS = (
    "incident", "press", "spam", "abuse", "rumour", "complaint", "idea", "request", "question", "partner", "praise", "chat",
)  # fmt: skip
"""All intents; where probabilities are level, the earlier one is the primary."""

_SURE = 0.5
_ASKING = {"question", "complaint", "request", "rumour", "incident", "press", "partner", "idea"}
_WHOLE = 200_000
"""Characters read for cues: a message of a megabyte is a file, its first part tells what it wants."""


@dataclass(frozen=True, slots=True)
class Sentiment:
    """`score` -1 to 1, its sign decides; `label` None means: not sure enough to say."""

    score: float = 0.0
    label: str | None = None
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Why:
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
    sentiment: Sentiment = Sentiment()
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
    if not form.isascii():
        cues += [Cue("abuse:insult", 0.85, *match.span()) for match in EVASIONS.finditer(form)]
    if not cues:
        return Reading(language, personal_data=spans)
    sarcasm = _is_sarcasm_suspect(cues)
    intents = _intents(cues, is_sarcasm_suspect=sarcasm)
    return Reading(
        language=language,
        intent=_primary(intents),
        intents=intents,
        needs_answer=_needs_answer(intents),
        urgency=max([int(cue.label[8:]) for cue in cues if cue.label[:8] == "urgency:"], default=1),
        sentiment=Sentiment() if sarcasm else _sentiment(cues),
        is_sarcasm_suspect=sarcasm,
        abuse=intents.get("abuse", 0) >= _SURE,
        personal_data=spans,
        why=_why(text, offsets, cues),
    )


def _intents(cues: Iterable[Cue], *, is_sarcasm_suspect: bool) -> dict[str, float]:
    doubts: dict[str, dict[float, float]] = {}
    for cue in cues:
        family, _, name = cue.label.partition(":")
        if family in ("intent", "abuse"):
            label = name if family == "intent" else "abuse"
            rows = doubts.setdefault(label, {})
            rows[cue.weight] = rows.get(cue.weight, 1.0) * (1 - cue.weight)
    found = {label: round(1 - prod(rows.values()), 3) for label, rows in doubts.items()}
    if is_sarcasm_suspect:
        found["complaint"] = max(found.get("complaint", 0), 0.6)
        found["praise"] = round(found.get("praise", 0) * 0.2, 3)
    return found


def _primary(intents: dict[str, float]) -> str:
    sure = [name for name in INTENTS if intents.get(name, 0) >= _SURE]
    return sure[0] if sure else "chat"


def _needs_answer(intents: dict[str, float]) -> bool:
    """Somebody who asks, complains, proposes or reports is answered; spam never is, abuse alone is not."""
    if intents.get("spam", 0) >= _SURE:
        return False
    return any(intents.get(name, 0) >= _SURE for name in _ASKING)


def _sentiment(cues: Iterable[Cue]) -> Sentiment:
    moods = [cue.label for cue in cues if cue.label.startswith("mood:")]
    good, bad = moods.count("mood:positive"), moods.count("mood:negative")
    if good == bad:
        return Sentiment()
    score = round((good - bad) / (good + bad + 0.5), 3)
    confidence = round(0.5 + abs(score) / 2, 3)
    label = "positive" if score > 0 else "negative"
    return Sentiment(score, label if confidence >= 0.8 else None, confidence)


def _is_sarcasm_suspect(cues: Iterable[Cue]) -> bool:
    """A word of praise beside a word of failure: a person decides, nobody likes it automatically."""
    labels = {cue.label for cue in cues}
    return "praiseword" in labels and (
        "failure" in labels or ("smirk" in labels and "intent:complaint" in labels)
    )


_SHOWN = ("intent", "urgency", "abuse", "mood")


def _why(text: str, offsets: list[int] | None, cues: Iterable[Cue]) -> tuple[Why, ...]:
    reasons = []
    for cue in cues:
        if cue.label.partition(":")[0] in _SHOWN:
            start, end = original_span(offsets, cue.start, cue.end)
            reasons.append(Why(cue.label, text[start:end], start, end))
    return tuple(reasons)
