"""How commands speak to people: lines, and a bar for what takes long."""

import sys


def say(words: str = "") -> None:
    """One line on standard output, at once."""
    print(words, flush=True)  # noqa: T201 (a command speaks)


def show_progress(what: str, done: int, of: int) -> None:
    """A bar that is drawn over itself in a terminal and stays silent elsewhere."""
    if not sys.stderr.isatty():
        return
    share = min(1.0, done / of) if of else 1.0
    bar = "█" * round(30 * share)
    end = "\n" if share >= 1 else ""
    sys.stderr.write(f"\r  {what}  {bar:░<30} {share:4.0%}{end}")
    sys.stderr.flush()
