"""The sheet of a batch: everything that is found in many texts at once, a column a question.

Labels are worked out for the whole batch as arrays; what only some readers want (the second look at
unsure sentiment, the reasons) waits until the first of them asks.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanjari.language.cues import found_cues_of
from hanjari.language.grams import Batch
from hanjari.language.intensity import Intensity, intensity
from hanjari.language.intents import INTENTS, SURE
from hanjari.language.languages import languages_of
from hanjari.language.normal import mapped_of
from hanjari.language.personal import Span, personal_data_of
from hanjari.language.reading.evidence import Evidence
from hanjari.language.reading.labels import Labels
from hanjari.language.reading.message import Sentiment, Why
from hanjari.language.reading.mood import Mood
from hanjari.language.reading.reasons import reasons
from hanjari.language.reading.voices import Voice, voices

READ = 200_000
"""Characters read for cues: a message of a megabyte is a file, its first part tells what it wants."""

_SHOWN = 0.1
"""Intents less likely than this are not worth telling."""


class Sheet:
    """A batch of texts read together; every property is a list with one entry a text."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self.forms = mapped_of([text[:READ] for text in texts])
        self.language = languages_of([self.forms[text] for text in range(len(texts))])
        self._personal = personal_data_of(texts)
        self.cues = found_cues_of(self.forms)
        self._evidence = Evidence(len(texts), self.cues)
        self.voices: list[Voice] = voices(self.forms, self.language)
        self._labels = Labels(self._evidence, self.voices)
        self._mood = Mood(self._evidence, self.voices, self._labels, texts)

    @cached_property
    def batch(self) -> Batch:
        """All forms cut into grams, whatever their language."""
        return Batch([self.forms[text] for text in range(len(self.forms))])

    @cached_property
    def intents(self) -> list[dict[str, float]]:
        """Name to probability of what is not unlikely."""
        likely: list[dict[str, float]] = [{} for _text in self._texts]
        matrix = self._labels.intents
        texts, columns = np.nonzero(matrix >= _SHOWN)
        for text, column, weight in zip(
            texts.tolist(), columns.tolist(), matrix[texts, columns].round(3).tolist(), strict=True
        ):
            likely[text][INTENTS[column]] = weight
        return likely

    @cached_property
    def intent(self) -> list[str]:
        """The primary intent."""
        return [INTENTS[column] for column in self._labels.primary.tolist()]

    @cached_property
    def needs_answer(self) -> list[bool]:
        """Whether somebody waits for us."""
        return _listed(self._labels.needs_answer)

    @cached_property
    def urgency(self) -> list[int]:
        """1 to 4."""
        return _listed(self._labels.urgency)

    @cached_property
    def abuse(self) -> list[bool]:
        """Whether somebody is insulted or threatened."""
        return _listed(self._labels.intent("abuse") >= SURE)

    @cached_property
    def is_sarcasm_suspect(self) -> list[bool]:
        """Whether praise stands beside failure."""
        return _listed(self._labels.sarcasm)

    @cached_property
    def sentiment(self) -> list[Sentiment]:
        """After the second look at the unsure ones."""
        return self._mood.sentiments()

    @cached_property
    def personal_data(self) -> list[tuple[Span, ...]]:
        """Spans in the texts as given."""
        return [self._personal.get(text, ()) for text in range(len(self._texts))]

    @cached_property
    def intensity(self) -> list[Intensity]:
        """Of the texts as they were typed, what `READ` lets us see of them."""
        return [intensity(text[:READ]) for text in self._texts]

    @cached_property
    def why(self) -> list[tuple[Why, ...]]:
        """The words behind the labels."""
        return reasons(self, self._texts)


def _listed(column: NDArray[Any]) -> list[Any]:
    listed: list[Any] = column.tolist()
    return listed
