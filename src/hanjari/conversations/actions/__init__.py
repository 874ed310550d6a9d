"""Acts of the conversations room; other rooms say `from hanjari.conversations import actions as conversations`."""

from hanjari.conversations.actions.approvals import (
    ApprovalRefusedError,
    approve_reply,
    delete_rule,
    may_approve,
    save_rule,
    send_back_reply,
)
from hanjari.conversations.actions.arrival import thread_messages
from hanjari.conversations.actions.assignment import (
    StrangerError,
    assign,
    assign_department,
    unassign,
)
from hanjari.conversations.actions.bulk import ACTS, UndoRefusedError, act_on_many
from hanjari.conversations.actions.bulk import undo as undo_many
from hanjari.conversations.actions.drafts import discard_draft, save_draft
from hanjari.conversations.actions.labels import delete_label, label, rename_label, unlabel
from hanjari.conversations.actions.macros import delete_macro, save_macro, use_macro
from hanjari.conversations.actions.merging import RegroupingRefusedError, merge, split
from hanjari.conversations.actions.merging import undo as undo_regrouping
from hanjari.conversations.actions.notes import delete_note, write_note
from hanjari.conversations.actions.promises import PromiseRefusedError
from hanjari.conversations.actions.promises import keep as keep_promise
from hanjari.conversations.actions.promises import reopen as reopen_promise
from hanjari.conversations.actions.promises import withdraw as withdraw_promise
from hanjari.conversations.actions.replies import (
    NoNewTimeError,
    OvertakenError,
    ReplyRefusedError,
    TooLateError,
    edit_reply,
    retry_reply,
    withdraw_reply,
    write_reply,
)
from hanjari.conversations.actions.saved_views import delete_view, save_view
from hanjari.conversations.actions.scheduling import reschedule, send_now
from hanjari.conversations.actions.seeing import mark_seen
from hanjari.conversations.actions.snoozing import SnoozeRefusedError, snooze, wake
from hanjari.conversations.actions.status import change_status, hold_abuse, mark_spam, reopen
from hanjari.conversations.actions.taking import take_up
from hanjari.conversations.actions.targets import remove_target, seed_targets, set_target
from hanjari.conversations.macros import UnknownVariableError
from hanjari.conversations.moments import MomentError
from hanjari.conversations.states import PassageRefusedError, ReasonMissingError

__all__ = [
    "ACTS",
    "ApprovalRefusedError",
    "MomentError",
    "NoNewTimeError",
    "OvertakenError",
    "PassageRefusedError",
    "PromiseRefusedError",
    "ReasonMissingError",
    "RegroupingRefusedError",
    "ReplyRefusedError",
    "SnoozeRefusedError",
    "StrangerError",
    "TooLateError",
    "UndoRefusedError",
    "UnknownVariableError",
    "act_on_many",
    "approve_reply",
    "assign",
    "assign_department",
    "change_status",
    "delete_label",
    "delete_macro",
    "delete_note",
    "delete_rule",
    "delete_view",
    "discard_draft",
    "edit_reply",
    "hold_abuse",
    "keep_promise",
    "label",
    "mark_seen",
    "mark_spam",
    "may_approve",
    "merge",
    "remove_target",
    "rename_label",
    "reopen",
    "reopen_promise",
    "reschedule",
    "retry_reply",
    "save_draft",
    "save_macro",
    "save_rule",
    "save_view",
    "seed_targets",
    "send_back_reply",
    "send_now",
    "set_target",
    "snooze",
    "split",
    "take_up",
    "thread_messages",
    "unassign",
    "undo_many",
    "undo_regrouping",
    "unlabel",
    "use_macro",
    "wake",
    "withdraw_promise",
    "withdraw_reply",
    "write_note",
    "write_reply",
]
