"""Edges: whether a string that was found may stand where it stands."""

import re

from hanjari.listening.matching.leaves import Edge

_WORD = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")
_GOES_ON = re.compile(r"[.-]?[a-z0-9_]").match


def stands(edge: Edge, form: str, start: int, end: int) -> bool:
    """Whether nothing beside this place of a form makes another word of it."""
    if edge == Edge.FREE:
        return True
    if edge == Edge.TAG:
        return not _is_letter(form[end : end + 1])
    if form[start - 1 : start] in _WORD:
        return False
    if edge == Edge.WORD:
        return form[end : end + 1] not in _WORD
    if edge == Edge.MENTION:
        return not _GOES_ON(form, end)
    return edge == Edge.PREFIX or not _is_letter(form[end : end + 1])


def stands_somewhere(string: str, edge: Edge, form: str) -> bool:
    """Whether a form has the string at a place where it may stand."""
    place = form.find(string)
    while place >= 0:
        if stands(edge, form, place, place + len(string)):
            return True
        place = form.find(string, place + 1)
    return False


def _is_letter(sign: str) -> bool:
    """Whether it is what patterns call a word sign."""
    return sign.isalnum() or sign == "_"
