"""Occasions: the keys of the rounds in which an answer is told to everyone who asked. Pure."""

import re

_KEY = re.compile(r"issue:(\d+):answer:(\d+)(?::(\d+))?")


def key_of(issue_id: int, answer_id: int, number: int = 1) -> str:
    """The key of an answer's first round, or of a later one for those who asked since."""
    return f"{beginning(issue_id, answer_id)}{'' if number == 1 else f':{number}'}"


def beginning(issue_id: int, answer_id: int) -> str:
    """What all its keys begin with."""
    return f"issue:{issue_id}:answer:{answer_id}"


def answer_in(key: str) -> int | None:
    """The answer that a round tells; None for a round about something else."""
    found = _KEY.fullmatch(key)
    return int(found[2]) if found else None
