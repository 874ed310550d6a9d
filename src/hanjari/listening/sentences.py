"""What was done in the listening room, in plain words."""

from django.utils.translation import gettext_lazy as _

from hanjari.journal.telling import teach

teach(
    {
        "search.exported": _("Exported a search (%(kind)s): %(expression)s"),
        "messages.folded": _("%(message_count)s messages were folded as copies or noise"),
        "noise.called": _("Called a message noise"),
        "noise.denied": _("Said that a message is no noise"),
        "fold.undone": _("Took a fold apart (%(reason)s)"),
        "standing_query.created": _("Listens for %(name)s (%(expression)s)"),
        "standing_query.changed": _("Changed what %(name)s listens for (%(expression)s)"),
        "standing_query.switched_on": _("Goes on listening for %(name)s"),
        "standing_query.switched_off": _("Stopped listening for %(name)s"),
        "standing_query.deleted": _("Deleted the standing query %(name)s (%(expression)s)"),
        "press.chosen": _("Chose what counts as news: %(names)s"),
        "standing_query.calls_changed": _(
            "Changed who is called for %(name)s: %(to)s, after %(minutes)s minutes the next ones"
        ),
        "alarm.raised": _(
            "More than usual about %(query)s: %(came)s in 20 minutes, usually %(low)s to %(high)s"
        ),
        "alarm.confirmed": _("Confirmed the alarm about %(query)s"),
        "alarm.dismissed": _("Dismissed the alarm about %(query)s: %(reason)s"),
        "alarm.candidate_opened": _("Held the alarm about %(query)s for an issue: %(title)s"),
        "alarm.ended": _("The burst about %(query)s is over: %(count)s messages"),
    },
    {"standing_query": _("Standing query"), "alarm": _("Alarm")},
)
