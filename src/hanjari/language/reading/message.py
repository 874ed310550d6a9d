"""One message read: the fields that everybody asks for."""

from typing import TYPE_CHECKING, Any, NamedTuple

from hanjari.language.intensity import Intensity
from hanjari.language.personal import Span

if TYPE_CHECKING:
    from hanjari.language.reading.sheet import Sheet


class Sentiment(NamedTuple):
    """`score` -1 to 1, its sign decides; `label` None means: not sure enough to say.

    `confidence` is the probability that the label is right, or that the sign is where there is none.
    """

    score: float = 0.0
    label: str | None = None
    confidence: float = 0.0


class Why(NamedTuple):
    """The words behind a label (`intent:complaint`, `urgency:4`, `abuse:insult`, `mood:negative`)."""

    label: str
    words: str
    start: int
    end: int


class Reading:
    """One message read. Offsets are those of the text as given, and hold in its masked form too."""

    __slots__ = ("_changes", "_place", "_sheet")

    def __init__(self, sheet: "Sheet", place: int, changes: dict[str, Any] | None = None) -> None:
        self._sheet, self._place, self._changes = sheet, place, changes

    def __repr__(self) -> str:
        return f"<Reading {self.language} {self.intent} {self.sentiment.label}>"

    def changed(self, **fields: Any) -> "Reading":
        """The same reading with other values, as a desk's own tables want it."""
        return Reading(self._sheet, self._place, {**(self._changes or {}), **fields})

    def work_out(self) -> None:
        """Have the whole batch read to the end now: a sheet reads what costs most only when it is asked."""
        self._said("sentiment")
        self._said("why")

    def _said(self, field: str) -> Any:
        if self._changes and field in self._changes:
            return self._changes[field]
        return getattr(self._sheet, field)[self._place]

    @property
    def language(self) -> str:
        """ISO 639-1 code; `und` when no letter says it."""
        return self._said("language")  # type: ignore[no-any-return]

    @property
    def sentiment(self) -> Sentiment:
        """Negative, neutral, positive or silence; unsure texts are looked at a second time."""
        return self._said("sentiment")  # type: ignore[no-any-return]

    @property
    def intents(self) -> dict[str, float]:
        """Name to probability, several at once; what is unlikely is left out."""
        return self._said("intents")  # type: ignore[no-any-return]

    @property
    def intent(self) -> str:
        """The primary one (see `intents.INTENTS`), `chat` when none is sure."""
        return self._said("intent")  # type: ignore[no-any-return]

    @property
    def needs_answer(self) -> bool:
        """Whether somebody waits for us: who asks, complains, proposes or reports."""
        return self._said("needs_answer")  # type: ignore[no-any-return]

    @property
    def urgency(self) -> int:
        """1 to 4: 4 is now (danger), 3 within half an hour, 2 within the hour."""
        return self._said("urgency")  # type: ignore[no-any-return]

    @property
    def is_sarcasm_suspect(self) -> bool:
        """Praise beside failure: a person decides, nobody likes it automatically."""
        return self._said("is_sarcasm_suspect")  # type: ignore[no-any-return]

    @property
    def abuse(self) -> bool:
        """Insult, threat or hate; says nothing about whether the complaint in it is right."""
        return self._said("abuse")  # type: ignore[no-any-return]

    @property
    def personal_data(self) -> tuple[Span, ...]:
        """Spans with their kind."""
        return self._said("personal_data")  # type: ignore[no-any-return]

    @property
    def intensity(self) -> Intensity:
        """How loud it was typed: the longest runs of laughter, tears and signs."""
        return self._said("intensity")  # type: ignore[no-any-return]

    @property
    def why(self) -> tuple[Why, ...]:
        """The words behind each label, cues first, then what the tables weighed most."""
        return self._said("why")  # type: ignore[no-any-return]
