"""Taking our posts back, and hiding others' replies below them.

Threads API, Delete posts; Reply management, `manage_reply`: hiding is for replies directly below our
post, and hides what hangs below them.
"""

from django.utils.translation import gettext as _

from hanjari.channels.calling.graph.paging import node
from hanjari.channels.contract import Access, RefusedError
from hanjari.channels.kinds.threads.api import DELETE, speaker

ACTS = ("approve", "hold")


def take_back(access: Access, external_id: str) -> None:
    """Delete our post; gone already is well. Raises `RefusedError` or `UnsureError`."""
    with speaker(access) as line:
        try:
            line.say("DELETE", f"/{_number(external_id)}", take=DELETE)
        except RefusedError as error:
            if error.code not in {"gone", "http_404"}:
                raise


def moderate(access: Access, external_id: str, act: str) -> None:
    """Hide a reply, or show it again. Raises `RefusedError` or `UnsureError`."""
    if act not in ACTS:
        words = _("On Threads a reply can be hidden, or shown again.")
        raise RefusedError("act", words, can_retry=False)
    hide = "true" if act == "hold" else "false"
    with speaker(access) as line:
        line.say("POST", f"/{_number(external_id)}/manage_reply", data={"hide": hide})


def _number(external_id: str) -> str:
    if not node(external_id):
        raise RefusedError("no_post", _("This is no post on Threads."), can_retry=False)
    return external_id
