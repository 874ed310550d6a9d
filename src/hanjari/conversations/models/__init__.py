"""Nouns of the conversations room, one file each."""

from hanjari.conversations.models.answering import AnswerHour
from hanjari.conversations.models.care import Clock, Target
from hanjari.conversations.models.conversation import Conversation
from hanjari.conversations.models.corrections import Correction
from hanjari.conversations.models.history import Passage, Regrouping, Tie, Turn
from hanjari.conversations.models.labels import Label, Macro, SavedView
from hanjari.conversations.models.notes import Mention, Note
from hanjari.conversations.models.promises import PromiseEnd
from hanjari.conversations.models.replies import Approval, ApprovalRule, Draft, Reply
from hanjari.conversations.models.rounds import Recipient, Round
from hanjari.conversations.models.routing import RoutingRule
from hanjari.conversations.models.undo import Undoable

__all__ = [
    "AnswerHour",
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
    "Recipient",
    "Regrouping",
    "Reply",
    "Round",
    "RoutingRule",
    "SavedView",
    "Target",
    "Tie",
    "Turn",
    "Undoable",
]
