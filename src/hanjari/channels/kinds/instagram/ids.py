"""Names of messages: a comment's is Instagram's own number; others say what they are, as each is answered in its own way."""

from hanjari.channels.calling.graph.paging import node

MENTION, TAG, SEEN = "mention:", "tag:", "seen:"
"""We were named in a caption or comment elsewhere; tagged in a picture; or it is a post of another account."""


def mention(media: str, comment: str) -> str:
    """A caption or, with `comment`, a comment that names us."""
    return f"{MENTION}{media}:{comment}"


def mentioned(external_id: str) -> tuple[str, str] | None:
    """Media and comment of a mention; None for everything else."""
    if not external_id.startswith(MENTION):
        return None
    media, _colon, comment = external_id.removeprefix(MENTION).partition(":")
    return (number(media), number(comment)) if number(media) else None


def number(told: object) -> str:
    """A number of Instagram's; empty for everything else."""
    found = node(told)
    return found if found.isdecimal() else ""
