"""Opening a room: its ears (`listeners.py`), errands (`tasks.py`) and sentences register when imported."""

from importlib import import_module
from importlib.util import find_spec


def autoload(room: str) -> None:
    """Import `<room>.listeners`, `<room>.tasks` and `<room>.sentences` where they exist."""
    for role in ("listeners", "tasks", "sentences"):
        if find_spec(f"{room}.{role}"):
            import_module(f"{room}.{role}")
