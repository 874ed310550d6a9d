"""Deleting at Meta, which says the same of what is gone and of what may not be deleted (100, subcode 33)."""

from django.utils.translation import gettext as _

from hanjari.channels.calling.graph.api import Graph
from hanjari.channels.contract import BrokenError, RefusedError, UnsureError


def erase(graph: Graph, number: str) -> None:
    """Delete it; gone already is well. Raises `RefusedError` (it stands) or `UnsureError`."""
    try:
        graph.say("DELETE", f"/{number}")
    except RefusedError as error:
        if error.code != "gone":
            raise
        _check(graph, number)


def _check(graph: Graph, number: str) -> None:
    try:
        graph.ask("GET", f"/{number}", params={"fields": "id"})
    except BrokenError as error:
        if error.code != "gone":
            raise UnsureError(error.words) from error
        return
    words = _("Meta does not let this be deleted from here. Delete it there.")
    raise RefusedError("no_delete", words, can_retry=False)
