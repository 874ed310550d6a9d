"""Macros: prepared texts with variables, filled in plainly. Pure."""

import re
from collections.abc import Mapping

VARIABLES = ("person", "member", "company", "department", "channel", "subject")
"""What may stand in double braces; anything else is refused when the macro is saved."""

_VARIABLE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


class UnknownVariableError(Exception):
    """The text has variables that nobody can fill; `names` lists them."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def check(text: str) -> None:
    """Raise `UnknownVariableError` unless every variable is known."""
    unknown = [name for name in dict.fromkeys(_VARIABLE.findall(text)) if name not in VARIABLES]
    if unknown:
        raise UnknownVariableError(unknown)


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its variables replaced, once: a value that looks like a variable stays as it is."""
    check(text)
    return _VARIABLE.sub(lambda found: values[found[1]], text)
