"""`hanjari doctor`: what is wrong with this installation, in plain words."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from django.utils import translation

from hanjari.config.examinations import (
    Sign,
    look_at_database,
    look_at_home,
    look_at_rows,
    look_at_streams,
    look_at_surroundings,
)
from hanjari.config.speech import say


def arguments(parser: ArgumentParser) -> None:
    """None."""


def run(options: Namespace) -> int:  # noqa: ARG001 (every command gets its options)
    """Look at everything; status 1 when something does not work."""
    signs = []
    with translation.override("en"):  # what the rooms add is in the doctor's own language
        for sign in examine():
            signs.append(sign)
            say(sign.line())
    counts = {state: sum(sign.state == state for sign in signs) for state in ("care", "ill")}
    if not any(counts.values()):
        say("\nAll is well.")
    else:
        say(f"\n{counts['ill']} things do not work, {counts['care']} ask for a look.")
    return 1 if counts["ill"] else 0


def examine() -> Iterator[Sign]:
    """All signs; rows are looked at only in a database that can be read."""
    yield from look_at_home()
    is_readable = True
    for sign in look_at_database():
        is_readable &= sign.state != "ill"
        yield sign
    if is_readable:
        yield from look_at_rows()
        yield from look_at_streams()
    yield from look_at_surroundings()
