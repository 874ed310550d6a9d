"""A company's own tables: hashed grams whose weights shift what the base reading says."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hanjari.language.grams import Batch, Table
from hanjari.language.intents import SURE
from hanjari.language.normal import mapped, normal, original_span
from hanjari.language.reading import Reading, Why
from hanjari.language.training.decisions import LABELS, TELLING, Odds, applied, log_odds, safe

BITS = 16
"""Slots of a company's table: 65,536 stay in the processor's cache; a few hundred judgements fill a twentieth."""
_WORDS = 2
"""Words shown as the reason of a label that the tables brought."""


@dataclass(frozen=True, eq=False)
class SiteTables:
    """Tables made from a company's own judgements (`training.train`)."""

    table: Table

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels it shifts; a part of `LABELS`."""
        return self.table.labels

    def shifts(self, batch: Batch) -> Odds:
        """Shifts in log-odds over `LABELS`, (texts, labels); none lowers an alarm."""
        wide = np.zeros((len(batch), len(LABELS)), dtype=np.float64)
        found = self.table.scores(batch).astype(np.float64)
        wide[:, [LABELS.index(label) for label in self.labels]] = safe(found, self.labels)
        return wide

    def adjusted(
        self, readings: Sequence[Reading], texts: Sequence[str], batch: Batch | None = None
    ) -> list[Reading]:
        """The readings with what the company's own words change in them.

        `batch` is the texts' normal forms as grams, where the caller has cut them already.
        """
        batch = Batch(forms(texts)) if batch is None else batch
        shifts = self.shifts(batch)
        found = list(readings)
        moved = np.abs(shifts).max(axis=1, initial=0) >= TELLING
        for place in np.flatnonzero(moved).tolist():
            base = found[place]
            odds = log_odds([base])[0]
            found[place] = self._with_reasons(
                applied(base, odds, shifts[place]), base, texts[place]
            )
        return found

    def to_bytes(self) -> bytes:
        """As one file, packed."""
        file = io.BytesIO()
        self.table.save(file)  # type: ignore[arg-type] # numpy writes to open files, too
        return file.getvalue()

    @classmethod
    def from_bytes(cls, packed: bytes) -> "SiteTables":
        """What `to_bytes` gave; no pickles."""
        return cls(Table.load(io.BytesIO(packed)))  # type: ignore[arg-type] # and reads from them

    def _with_reasons(self, reading: Reading, base: Reading, text: str) -> Reading:
        """The words that pulled hardest towards each label that is new."""
        new = [label for label in _new_labels(reading, base) if label[0] in self.labels]
        if not new:
            return reading
        form, offsets = mapped(text)
        batch = Batch([form])
        why = list(reading.why)
        for label, told in new:
            for start, end in _strongest(self.table.pulls(batch, label), batch, form):
                first, last = original_span(offsets, start, end)
                why.append(Why(told, text[first:last], first, last))
        return reading.changed(why=tuple(why))


def forms(texts: Sequence[str]) -> list[str]:
    """Texts in the form that grams are cut from."""
    return [normal(text) for text in texts]


def lengths(batch: Batch) -> NDArray[np.float64]:
    """By what a rooted table divides a text's sum, so that long texts don't shout."""
    return np.sqrt(batch.lengths).astype(np.float64)


def _new_labels(reading: Reading, base: Reading) -> list[tuple[str, str]]:
    """(label of the table, label as a reason names it) of what only the tables say."""
    found = [
        (f"intent:{name}" if name != "abuse" else "abuse", f"intent:{name}")
        for name, p in reading.intents.items()
        if p >= SURE > base.intents.get(name, 0)
    ]
    mood = reading.sentiment.label
    if mood and mood != base.sentiment.label:
        found.append((f"sentiment:{mood}", f"mood:{mood}"))
    if reading.urgency > base.urgency:
        found.append((f"urgency:{reading.urgency}", f"urgency:{reading.urgency}"))
    if reading.needs_answer and not base.needs_answer:
        found.append(("needs_answer", "needs_answer:yes"))
    return found


def _strongest(pulls: NDArray[np.float32], batch: Batch, form: str) -> list[tuple[int, int]]:
    """Spans of the words in the form that pull hardest, the first one first; only those that pull."""
    force = np.zeros(len(form) + 1, dtype=np.float64)
    places = batch.places[1:]
    known = (places >= 0) & (places < len(form))
    np.add.at(force, places[known], pulls[1:][known])
    words, start = [], 0
    for word in form.split(" "):
        end = start + len(word)
        if word.strip() and (strength := float(force[start:end].sum())) > 0:
            words.append((strength, start, end))
        start = end + 1
    best = sorted(words, reverse=True)[:_WORDS]
    return sorted((start, end) for _strength, start, end in best)
