"""Errands of the public room."""

from hanjari.kit.errands import errand
from hanjari.public import actions as public
from hanjari.public.actions import following, ringing


@errand(every=1, lane="post")
def draw_open_pages() -> bool:
    """Pages that show something old are drawn anew."""
    public.draw_stale()
    return False


@errand(every=5, lane="post")
def tell_followers() -> bool:
    """Whoever follows by mail is written to about what is new."""
    return following.tell_followers()


@errand(every=2, lane="notice")
def ring_browsers() -> bool:
    """Browsers that follow are told, in a lane of their own: a push service may hang."""
    return ringing.ring_browsers()


@errand(every=3600, lane="post")
def forget_unconfirmed() -> bool:
    """Addresses that nobody confirmed, and browsers that nothing reached, are not kept."""
    following.forget_unconfirmed()
    ringing.forget_unreached()
    return False
