"""Labels: evidence and tables put together, one column an intent; what needs an answer, and how soon."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hanjari.language.intents import ASKING, INTENTS, SURE
from hanjari.language.reading.evidence import Evidence, Probabilities, either
from hanjari.language.reading.voices import Voice

_SARCASTIC_COMPLAINT = 0.6
_SARCASTIC_PRAISE = 0.2
"""Praise beside failure: more likely a complaint than not, and its praise counts a fifth."""

_ASKING = [INTENTS.index(name) for name in ASKING]
_URGENT = range(2, 5)


class Labels:
    """`intents` (texts, intents) as probabilities, and what follows from them."""

    def __init__(self, evidence: Evidence, voices: Sequence[Voice]) -> None:
        self._evidence = evidence
        size = evidence.size
        self.intents = np.zeros((size, len(INTENTS)))
        for column, name in enumerate(INTENTS):
            self.intents[:, column] = evidence.probability(f"intent:{name}")
        self._hear(voices)
        for label in evidence.labels("abuse"):
            self._raise("abuse", evidence.probability(label))
        self.sarcasm = self._sarcasm()
        self._doubt_praise()

    def _hear(self, voices: Sequence[Voice]) -> None:
        """What the tables of each language say, for the texts in it."""
        for voice in voices:
            for name, probability in voice.intents.items():
                column = INTENTS.index(name)
                here = self.intents[voice.texts, column]
                self.intents[voice.texts, column] = either(here, probability)

    def _raise(self, name: str, probability: Probabilities) -> None:
        column = INTENTS.index(name)
        self.intents[:, column] = np.maximum(self.intents[:, column], probability)

    def _sarcasm(self) -> NDArray[np.bool_]:
        """A word of praise beside a word of failure, or with a smirk in a complaint (domain chapter on triage)."""
        complains = self._evidence.probability("intent:complaint") > 0
        failed = self._evidence.has("failure") | (self._evidence.has("smirk") & complains)
        return self._evidence.has("praiseword") & failed

    def _doubt_praise(self) -> None:
        self._raise("complaint", np.where(self.sarcasm, _SARCASTIC_COMPLAINT, 0.0))
        self.intents[self.sarcasm, INTENTS.index("praise")] *= _SARCASTIC_PRAISE

    def intent(self, name: str) -> Probabilities:
        """The probability of one intent: (texts,)."""
        column: Probabilities = self.intents[:, INTENTS.index(name)]
        return column

    @property
    def primary(self) -> NDArray[np.intp]:
        """Place in `INTENTS` of the first sure one, of chat when none is: (texts,)."""
        sure = self.intents >= SURE
        sure[:, INTENTS.index("chat")] = True
        first: NDArray[np.intp] = sure.argmax(axis=1)
        return first

    @property
    def needs_answer(self) -> NDArray[np.bool_]:
        """Who asks, complains, proposes or reports is answered; spam never is, abuse alone is not."""
        asks: NDArray[np.bool_] = np.any(self.intents[:, _ASKING] >= SURE, axis=1)
        return asks & (self.intent("spam") < SURE)

    @property
    def urgency(self) -> NDArray[np.intp]:
        """The highest level that is sure, 1 without any: (texts,)."""
        level = np.ones(self._evidence.size, dtype=np.intp)
        for found in _URGENT:
            level[self._evidence.probability(f"urgency:{found}") >= SURE] = found
        return level
