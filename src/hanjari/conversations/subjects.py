"""Subjects of mail: the same matter under its answer marks, or another one."""

import re

_MARKS = re.compile(
    r"^\s*((re|fw|fwd|aw|sv|답장|회신|전달|응답)\s*(\[\d+\])?\s*[:：]\s*)+", re.IGNORECASE
)
_SPACE = re.compile(r"\s+")


def plain(subject: str) -> str:
    """A subject without "Re:", "Fwd:", "답장:" and the like, spaces and case levelled."""
    return _SPACE.sub(" ", _MARKS.sub("", subject)).strip().casefold()


def is_new_subject(thread: str, message: str) -> bool:
    """Whether a message on an old thread names another matter: then a person is asked, never a rule."""
    return bool(thread and message) and plain(thread) != plain(message)
