"""Where an issue may come from: an alarm with all behind it, or chosen conversations."""

from collections.abc import Iterable

from hanjari.conversations.models import Conversation, Turn
from hanjari.conversations.queries import selected_for
from hanjari.issues.models import Issue
from hanjari.issues.queries.access import issues_for
from hanjari.listening.models import Alarm
from hanjari.listening.queries.alarms import behind
from hanjari.people.models import Member

MOST = 20_000


def messages_behind(alarm: Alarm) -> list[int]:
    """Ids of the messages of the burst."""
    return list(behind(alarm).order_by("message_id").values_list("message_id", flat=True)[:MOST])


def messages_in(member: Member, talks: Iterable[int]) -> list[int]:
    """Ids of what people said in those of these conversations that the member may see."""
    seen = talks_of(member, talks)
    rows = Turn.objects.filter(conversation__in=seen, message__is_ours=False)
    return list(rows.order_by("message_id").values_list("message_id", flat=True)[:MOST])


def talks_of(member: Member, talks: Iterable[int]) -> list[Conversation]:
    """Those of these conversations that the member may see, at most 500."""
    return selected_for(member, list(talks))


def issue_of_alarm(member: Member, alarm: Alarm) -> Issue | None:
    """What became of an alarm, as far as the member may see it."""
    return issues_for(member).filter(alarm=alarm).first()
