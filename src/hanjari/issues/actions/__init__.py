"""Acts of the issues room."""

from hanjari.issues.actions.answering import answer_everyone
from hanjari.issues.actions.answers import write_answer
from hanjari.issues.actions.approving import (
    approve_answer,
    ask_legal,
    retire_answer,
    send_back_answer,
    sign_for_legal,
    waive_legal,
)
from hanjari.issues.actions.belonging import (
    add_messages,
    collect_by,
    confirm_belonging,
    propose_belonging,
    refuse_belonging,
)
from hanjari.issues.actions.birth import raise_issue
from hanjari.issues.actions.clocks import call_off_clock, know_fault, meet_clock, start_clock
from hanjari.issues.actions.closing import close_issue, mark_last
from hanjari.issues.actions.convening import convene_committee, take_seat
from hanjari.issues.actions.deciding import decide, drop_task, finish_task, give_task, pass_task
from hanjari.issues.actions.exercising import begin_exercise
from hanjari.issues.actions.facts import add_fact, answer_unknown, ask, change_fact
from hanjari.issues.actions.giving import take_answer
from hanjari.issues.actions.learning import (
    draw_lesson,
    give_lesson,
    promise_lesson,
    remove_lesson,
    waive_lesson,
)
from hanjari.issues.actions.levels import ask_lower, decide_lower, raise_level
from hanjari.issues.actions.pairing import publish_both, write_in_other_language
from hanjari.issues.actions.promising import deny_promise, make_commitment
from hanjari.issues.actions.publishing import publish_statement
from hanjari.issues.actions.questions import (
    add_question,
    mark_asked,
    refuse_suggestion,
    take_suggestion,
)
from hanjari.issues.actions.reporting import note_report
from hanjari.issues.actions.reviewing import finish_review, open_review, write_review
from hanjari.issues.actions.seat_rules import remove_seat_rule, save_seat_rule
from hanjari.issues.actions.seats import give_seat, hand_over, leave_seat, vacate
from hanjari.issues.actions.signing import ask_signatures, sign
from hanjari.issues.actions.staging import dismiss, set_stage
from hanjari.issues.actions.stancing import pin, restrict, take_stance, unpin
from hanjari.issues.actions.statements import (
    save_version,
    withdraw_statement,
    write_correction,
    write_statement,
)
from hanjari.issues.actions.thresholds import ask_trial, set_thresholds
from hanjari.issues.actions.twins import mark_twin

__all__ = [
    "add_fact",
    "add_messages",
    "add_question",
    "answer_everyone",
    "answer_unknown",
    "approve_answer",
    "ask",
    "ask_legal",
    "ask_lower",
    "ask_signatures",
    "ask_trial",
    "begin_exercise",
    "call_off_clock",
    "change_fact",
    "close_issue",
    "collect_by",
    "confirm_belonging",
    "convene_committee",
    "decide",
    "decide_lower",
    "deny_promise",
    "dismiss",
    "draw_lesson",
    "drop_task",
    "finish_review",
    "finish_task",
    "give_lesson",
    "give_seat",
    "give_task",
    "hand_over",
    "know_fault",
    "leave_seat",
    "make_commitment",
    "mark_asked",
    "mark_last",
    "mark_twin",
    "meet_clock",
    "note_report",
    "open_review",
    "pass_task",
    "pin",
    "promise_lesson",
    "propose_belonging",
    "publish_both",
    "publish_statement",
    "raise_issue",
    "raise_level",
    "refuse_belonging",
    "refuse_suggestion",
    "remove_lesson",
    "remove_seat_rule",
    "restrict",
    "retire_answer",
    "save_seat_rule",
    "save_version",
    "send_back_answer",
    "set_stage",
    "set_thresholds",
    "sign",
    "sign_for_legal",
    "start_clock",
    "take_answer",
    "take_seat",
    "take_stance",
    "take_suggestion",
    "unpin",
    "vacate",
    "waive_legal",
    "waive_lesson",
    "withdraw_statement",
    "write_answer",
    "write_correction",
    "write_in_other_language",
    "write_review",
    "write_statement",
]
