"""Opening a room: its ears (`listeners.py`) and errands (`tasks.py`) register when imported."""

from importlib import import_module
from importlib.util import find_spec


def autoload(room: str) -> None:
    """Import `<room>.listeners` and `<room>.tasks` where they exist."""
    for role in ("listeners", "tasks"):
        if find_spec(f"{room}.{role}"):
            import_module(f"{room}.{role}")
