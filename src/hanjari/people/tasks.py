"""Errands of the people room: letters and calls go out."""

from hanjari.kit.errands import errand
from hanjari.kit.web.environment import has_mail
from hanjari.people.actions import callouts, letters


@errand(every=2, lane="post")
def send_letters() -> bool:
    """Invitations, links and notices, in a lane of their own: a mail server may hang."""
    return has_mail() and letters.send_letters() > 0


@errand(every=1, lane="call")
def send_calls() -> bool:
    """Calls ring, in a lane of their own: a push service or a webhook may hang."""
    return callouts.send_calls() > 0
