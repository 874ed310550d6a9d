"""`hanjari first-key`: the one-time link again, while nobody is a member."""

from argparse import ArgumentParser, Namespace

from hanjari.config.first_key import first_key_words
from hanjari.config.speech import say
from hanjari.config.trouble import Trouble


def arguments(parser: ArgumentParser) -> None:
    """None."""


def run(options: Namespace) -> int:  # noqa: ARG001 (every command gets its options)
    """Print a fresh link; earlier unused links stop working."""
    words = first_key_words()
    if not words:
        raise Trouble(
            "This desk already has members, so there is no first key.",
            safe="Nothing was changed.",
            remedy="Ask an administrator for an invitation, or set a new password by mail.",
        )
    say(words)
    return 0
