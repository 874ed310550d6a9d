"""A sign: one thing that was looked at, and how it is."""

from dataclasses import dataclass

MARKS = {"well": "✓", "care": "!", "ill": "✗"}


@dataclass(frozen=True)
class Sign:
    """`state` is well, care (works, but look) or ill (does not work)."""

    name: str
    state: str
    words: str
    remedy: str = ""

    def line(self) -> str:
        """As the doctor says it."""
        remedy = f"\n    → {self.remedy}" if self.remedy and self.state != "well" else ""
        return f"{MARKS[self.state]} {self.name}: {self.words}{remedy}"


def well(name: str, words: str) -> Sign:
    """Nothing to do."""
    return Sign(name, "well", words)


def care(name: str, words: str, remedy: str = "") -> Sign:
    """It works, but somebody should look."""
    return Sign(name, "care", words, remedy)


def ill(name: str, words: str, remedy: str = "") -> Sign:
    """It does not work."""
    return Sign(name, "ill", words, remedy)
