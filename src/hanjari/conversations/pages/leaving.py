"""When the scheduled answers of a list leave, and until when their networks take them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from hanjari.conversations.pages.later import moment_name, moment_words
from hanjari.conversations.queries.scheduled import scheduled_in
from hanjari.conversations.queries.windows import window_ends
from hanjari.kit.clock import now

Chip = tuple[str, str]
"""Its tone and its words."""


def leaving_chips(conversation_ids: Iterable[int]) -> dict[int, tuple[Chip, ...]]:
    """By conversation: when its newest scheduled answer leaves, and the network's end where it has one."""
    replies = scheduled_in(conversation_ids)
    ends = window_ends(replies)
    chips: dict[int, tuple[Chip, ...]] = {}
    for reply in replies:
        if reply.send_at:
            found: tuple[Chip, ...] = (("note", moment_name(reply.send_at, reply.conversation)),)
            if end := ends.get(reply.pk):
                told = {"time": moment_words(end, reply.conversation)}
                is_over = end < now()
                words = _("Channel closed %(time)s") if is_over else _("Channel closes %(time)s")
                found += (("alarm" if is_over else "care", words % told),)
            chips[reply.conversation_id] = found
    return chips
