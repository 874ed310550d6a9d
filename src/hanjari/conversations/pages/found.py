"""What the search page shows: each find with its words marked, and where it lies."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from hanjari.conversations import queries
from hanjari.conversations.forms.filters import Asked
from hanjari.conversations.pages.listed import row_context
from hanjari.language import highlight
from hanjari.listening.models import Message
from hanjari.people.models import Member

BEFORE, LENGTH = 60, 260
"""Characters shown before the first find, and in all."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A find and its excerpt."""

    found: queries.Found
    excerpt: Markup


def search_context(member: Member, words: str, before: str) -> dict[str, Any]:
    """One page of finds, newest first; no words find nothing."""
    finds = queries.find(member, words, before=before) if words else queries.Finds([], "")
    shown = [Shown(found, excerpt(found.message, words)) for found in finds.finds]
    return {**row_context(member, Asked("all")), "q": words, "finds": shown, "before": finds.before}


def excerpt(message: Message, words: str) -> Markup:
    """The piece of the message around the first find, every find marked."""
    spans = highlight(message.text, words.split())
    start = max(0, spans[0][0] - BEFORE) if spans else 0
    end = start + LENGTH
    pieces, at = ["…" if start else ""], start
    for left, right in spans:
        if left >= end:
            break
        pieces += [
            escape(message.text[at:left]),
            Markup("<mark>%s</mark>") % message.text[left:right],
        ]
        at = right
    rest = message.text[at:end] if at < end else ""
    return Markup("").join([*pieces, escape(rest), "…" if end < len(message.text) else ""])
