"""Who can be told what: reachability of a thread, the codes of why not, and the one thread per person."""

from collections.abc import Iterable, Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hanjari.channels.registry import kinds
from hanjari.conversations.models import Conversation, Turn
from hanjari.conversations.queries.checking import default_target
from hanjari.conversations.queries.windows import has_window, window_end
from hanjari.kit.clock import now
from hanjari.kit.rows import pieces
from hanjari.listening.models import Message

Status = Conversation.Status
WHY: dict[str, Promise] = {
    "removed": _("The channel has been removed"),
    "halted": _("The channel waits for somebody to log in again"),
    "no_reply": _("Nothing can be sent to this channel any more"),
    "spam": _("Spam or abuse"),
    "withdrawn": _("The person took it back"),
    "deleted": _("It was deleted at the network"),
    "erased": _("The person's words were erased"),
    "nobody": _("There is nobody to answer"),
    "automatic": _("Only a machine wrote there"),
    "too_long": _("The text is too long for this channel"),
    "findings": _("The check holds the text back for this thread"),
    "refused": _("The channel does not take it"),
    "window": _("The channel takes an answer only when the person writes again"),
    "merged": _("The thread was merged into one that can't be found"),
}
AGAIN = ("halted", "too_long", "findings", "refused", "window", "no_reply")
"""What may be otherwise later: these are tried again when a member says so."""
_SIDE = {
    Status.SPAM: "spam",
    Status.ABUSE_HOLD: "spam",
    Status.WITHDRAWN: "withdrawn",
    Status.PLATFORM_DELETED: "deleted",
    Status.MERGED: "merged",
}


def why_not(talk: Conversation) -> str:
    """A code of `WHY` when nobody can be told in this thread now; empty when they can."""
    kind = kinds().get(talk.account.kind)
    can = kind is not None and (
        kind.capabilities.can_reply or kind.capabilities.can_reply_privately
    )
    told = {
        "removed": talk.account.removed_at is not None,
        "halted": talk.account.halted_at is not None,
        "no_reply": not can,
        _SIDE.get(Status(talk.status), "spam"): talk.status in _SIDE,
        "erased": not talk.heard_id,
    }
    why = next((code for code, is_so in told.items() if is_so), "")
    return why or ("window" if _is_window_over(talk) else "")


def is_private_only(talk: Conversation) -> bool:
    """Whether the channel answers in private alone."""
    kind = kinds().get(talk.account.kind)
    return kind is not None and not kind.capabilities.can_reply


def _is_window_over(talk: Conversation) -> bool:
    """Whether its network takes no answer there now."""
    if not has_window(talk):
        return False
    end = window_end(talk, default_target(talk), is_private=is_private_only(talk))
    return end is not None and end < now()


def threads_of(ids: Iterable[int]) -> Iterator[Conversation]:
    """The threads, each once, with a merged one followed to where it lies now."""
    seen: set[int] = set()
    for some in pieces(sorted(set(ids))):
        rows = Conversation.objects.filter(pk__in=some)
        for row in rows.select_related("account", "merged_into__account", "merged_into"):
            talk = living(row)
            if talk.pk not in seen:
                seen.add(talk.pk)
                yield talk


def living(talk: Conversation) -> Conversation:
    """Where a merged thread lies now."""
    for _step in range(20):
        if talk.status != Status.MERGED or talk.merged_into is None:
            break
        talk = talk.merged_into
    return talk


def threads_with(message_ids: Iterable[int]) -> set[int]:
    """The conversations in which these messages lie."""
    found: set[int] = set()
    for some in pieces(sorted(set(message_ids))):
        found |= set(Turn.objects.filter(message__in=some).values_list("conversation", flat=True))
    return found


def name_in(talk: Conversation) -> str:
    """What the person is called there: their own name, else that of who wrote last."""
    if talk.person and talk.person.name:
        return talk.person.name
    heard = Message.objects.filter(pk=talk.heard_id).select_related("author").first()
    return heard.author.name if heard else ""
