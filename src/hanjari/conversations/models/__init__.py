"""Nouns of the conversations room, one file each."""

from hanjari.conversations.models.care import Clock, Target
from hanjari.conversations.models.conversation import Conversation
from hanjari.conversations.models.corrections import Correction
from hanjari.conversations.models.history import Passage, Regrouping, Tie, Turn
from hanjari.conversations.models.labels import Label, Macro, SavedView
from hanjari.conversations.models.notes import Mention, Note
from hanjari.conversations.models.promises import PromiseEnd
from hanjari.conversations.models.replies import Approval, ApprovalRule, Draft, Reply
from hanjari.conversations.models.undo import Undoable

__all__ = [
    "Approval",
    "ApprovalRule",
    "Clock",
    "Conversation",
    "Correction",
    "Draft",
    "Label",
    "Macro",
    "Mention",
    "Note",
    "Passage",
    "PromiseEnd",
    "Regrouping",
    "Reply",
    "SavedView",
    "Target",
    "Tie",
    "Turn",
    "Undoable",
]
