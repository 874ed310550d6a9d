"""How issues are born and stand, in plain words; the timeline and the audit trail speak them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hanjari.issues.models import Belonging, Issue
from hanjari.issues.triggers import Trigger

BIRTH: dict[str, Promise] = {
    "issue.raised": _("Raised the issue #%(number)s “%(title)s” (%(origin)s)"),
    "issue.level_raised": _("Raised the level from %(before)s to %(after)s (%(reason)s)"),
    "issue.lowering_asked": _("Asks to lower the level from %(before)s to %(after)s (%(reason)s)"),
    "issue.level_lowered": _("Agreed to lower the level from %(before)s to %(after)s (%(reason)s)"),
    "issue.lowering_refused": _("Refused to lower the level from %(before)s to %(after)s"),
    "issue.stage_changed": _("Moved the issue from %(before)s to %(after)s (%(reason)s)"),
    "issue.twin_found": _("Turned out to be the same as issue #%(number)s “%(title)s”"),
    "issue.twin_joined": _("Took in issue #%(number)s “%(title)s”"),
    "issue.grew": _("A rule found more of the same (%(trigger)s)"),
    "issue.messages_added": _("Added %(count)s messages (%(how)s)"),
    "issue.messages_proposed": _("%(count)s messages may belong to it (%(how)s)"),
    "issue.messages_confirmed": _("Confirmed that %(count)s messages belong to it"),
    "issue.messages_refused": _("Said of %(count)s messages that they do not belong to it"),
    "issue.query_changed": _("Changed what the issue collects: %(expression)s"),
    "brake.put_on": _("Put on the brake: automatic messages are held (%(reason)s)"),
    "brake.released": _("Released the brake (%(reason)s)"),
    "traces.drawn": _("Noted where it came from: %(count)s messages"),
    "traces.removed": _("Took back where it came from: %(count)s messages"),
}
_SPOKEN_FOR = ("closed", "alarm", "query", "reply")
"""Words that mean something in the rooms below too; theirs is near enough."""
_TOLD: tuple[tuple[str, Promise], ...] = tuple(
    (word.value, word.label)  # type: ignore[misc] # labels are lazy words, whatever the stubs say
    for words in (Issue.Stage, Issue.Origin, Belonging.How, Trigger)
    for word in words
)
WORDS: dict[str, Promise] = {
    **{word: label for word, label in _TOLD if word not in _SPOKEN_FOR},
    "origin": _("from the beginning"),
}
"""What the facts' own words mean. They share one table with every room: a word means one thing."""
