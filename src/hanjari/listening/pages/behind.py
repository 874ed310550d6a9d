"""Behind a number: the address in Explore that opens the messages it counts."""

from datetime import date, datetime, timedelta
from functools import cache
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from hanjari.listening.exploring.asked import MINUTES


@cache
def _explore() -> str:
    """Where Explore is; '' in a house without it."""
    try:
        return reverse("listening:explore")
    except NoReverseMatch:
        return ""


def behind(base: str, part: str, since: date, until: date) -> str:
    """What fits both expressions ('' fits everything) on these days; '' where nothing opens it."""
    return _found(base, part, since.isoformat(), until.isoformat())


def behind_hour(base: str, part: str, hour: datetime) -> str:
    """The same for an hour, which begins at this time of the reader's clock."""
    return _found(base, part, f"{hour:{MINUTES}}", f"{hour + timedelta(hours=1):{MINUTES}}")


def _found(base: str, part: str, since: str, until: str) -> str:
    if not _explore():
        return ""
    wanted = {"q": narrowed(base, part), "since": since, "until": until}
    wanted["noise"] = "1"  # counters know of no folds
    return f"{_explore()}?{urlencode({key: value for key, value in wanted.items() if value})}"


def narrowed(base: str, part: str) -> str:
    """Both expressions as one: a blank means AND, and what joins by OR needs its brackets."""
    return f"({base}) {part}" if base and part else base or part
