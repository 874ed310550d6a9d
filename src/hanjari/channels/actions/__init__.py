"""Acts of the channels room; other rooms say `from hanjari.channels import actions as channels`."""

from hanjari.channels.actions.accounts import (
    Connection,
    change_account,
    check_account,
    connect_account,
    pause_account,
    remove_account,
    resume_account,
    try_connection,
)
from hanjari.channels.actions.acting import (
    BusyError,
    ask_act,
    free_dead_acts,
    perform,
    possible,
)
from hanjari.channels.actions.advancing import advance_import
from hanjari.channels.actions.articles import fetch_article
from hanjari.channels.actions.braking import (
    let_all_go,
    let_go,
    put_on_brake,
    release_brake,
    withdraw_all,
)
from hanjari.channels.actions.consent import (
    NoConsentError,
    accept_consent,
    ask_consent,
    forget_consents,
    must_ask_again,
)
from hanjari.channels.actions.health import note_failure, note_forgery, note_success
from hanjari.channels.actions.imports import (
    Looked,
    archive_account,
    discard_import,
    draft_import,
    look_at,
    plan_import,
    start_import,
    stop_import,
    upload_import,
)
from hanjari.channels.actions.looking_back import (
    ask_look_back,
    free_dead_looks,
    look_back,
    stop_look_back,
)
from hanjari.channels.actions.outbox import cancel, retry, send
from hanjari.channels.actions.pulling import free_dead_leases, pull_account
from hanjari.channels.actions.pushing import greet, receive
from hanjari.channels.actions.raws import keep_raw
from hanjari.channels.actions.renaming import follow_rename
from hanjari.channels.actions.renewing import keep_alive, renewed
from hanjari.channels.actions.scheduling import hold, reschedule, send_now
from hanjari.channels.actions.sending import (
    abandon_dead_claims,
    accept_receipt,
    deliver,
    reconcile,
)
from hanjari.channels.actions.stops import hold_back, note_stop, set_budget, spent_of
from hanjari.channels.actions.streams import (
    LostError,
    Progress,
    ask_stream,
    drop_hand,
    free_dead_streams,
    hold_stream,
    let_go_stream,
    note_break,
    note_hand,
    note_progress,
    stop_stream,
)
from hanjari.channels.actions.visiting import (
    NoRoomError,
    TooManyError,
    forget_knocks,
    forget_visits,
    note_answer,
    receive_visitor,
    tell_visitors,
)
from hanjari.channels.actions.watching import EVERY as WATCH_EVERY
from hanjari.channels.actions.watching import watch_accounts

__all__ = [
    "WATCH_EVERY",
    "BusyError",
    "Connection",
    "Looked",
    "LostError",
    "NoConsentError",
    "NoRoomError",
    "Progress",
    "TooManyError",
    "abandon_dead_claims",
    "accept_consent",
    "accept_receipt",
    "advance_import",
    "archive_account",
    "ask_act",
    "ask_consent",
    "ask_look_back",
    "ask_stream",
    "cancel",
    "change_account",
    "check_account",
    "connect_account",
    "deliver",
    "discard_import",
    "draft_import",
    "drop_hand",
    "fetch_article",
    "follow_rename",
    "forget_consents",
    "forget_knocks",
    "forget_visits",
    "free_dead_acts",
    "free_dead_leases",
    "free_dead_looks",
    "free_dead_streams",
    "greet",
    "hold",
    "hold_back",
    "hold_stream",
    "keep_alive",
    "keep_raw",
    "let_all_go",
    "let_go",
    "let_go_stream",
    "look_at",
    "look_back",
    "must_ask_again",
    "note_answer",
    "note_break",
    "note_failure",
    "note_forgery",
    "note_hand",
    "note_progress",
    "note_stop",
    "note_success",
    "pause_account",
    "perform",
    "plan_import",
    "possible",
    "pull_account",
    "put_on_brake",
    "receive",
    "receive_visitor",
    "reconcile",
    "release_brake",
    "remove_account",
    "renewed",
    "reschedule",
    "resume_account",
    "retry",
    "send",
    "send_now",
    "set_budget",
    "spent_of",
    "start_import",
    "stop_import",
    "stop_look_back",
    "stop_stream",
    "tell_visitors",
    "try_connection",
    "upload_import",
    "watch_accounts",
    "withdraw_all",
]
