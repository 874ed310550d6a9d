"""Lists of messages that customers write, with what each is and how fast it must be heard."""

from collections.abc import Iterator
from pathlib import Path

LISTS = Path(__file__).parent / "messages"


def messages(name: str) -> Iterator[tuple[set[str], int, str]]:
    """Intents, urgency and text of each message of a list, Korean and English."""
    for path in sorted(LISTS.glob(f"*_{name}.tsv")):
        for line in path.read_text("utf-8").splitlines():
            intents, urgency, text = line.split("\t")
            yield set(intents.split(",")), int(urgency), text
