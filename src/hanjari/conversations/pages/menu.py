"""What may be done with a conversation: the menu behind its three dots, each with its key."""

from django.utils.translation import gettext as _

from hanjari.conversations.models import Conversation
from hanjari.people.models import Member
from hanjari.people.permissions import Permission


def acts_on(member: Member, talk: Conversation) -> list[tuple[str, str, str, str]]:
    """(address part, name, icon, key) of each act this member may do here."""
    if talk.status == Conversation.Status.MERGED:
        return []
    all_acts = [
        (Permission.ASSIGN, ("assign", _("Hand to somebody else"), "call", "a")),
        (Permission.CHANGE_STATUS, ("status", _("Change the status"), "check", "e")),
        (Permission.CHANGE_STATUS, ("snooze", _("Snooze"), "pause", "z")),
        (Permission.LABEL, ("labels", _("Labels"), "note", "l")),
        (Permission.MERGE, ("merge", _("Merge with another"), "link", "m")),
        (Permission.MERGE, ("split", _("Split"), "history", "s")),
    ]
    return [act for permission, act in all_acts if member.can(permission)]
