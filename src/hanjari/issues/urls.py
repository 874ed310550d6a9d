"""The issues room's own doors."""

from django.urls import path

from hanjari.issues.views import (
    answers,
    birth,
    brake,
    closing,
    corrections,
    exercise,
    heard,
    leading,
    report,
    review,
    room,
    seat_rules,
    standing,
    statements,
    thresholds,
)

app_name = "issues"
_ANSWER = "issues/<int:pk>/answers/<int:question_pk>/"
_ONE = "issues/<int:pk>/statements/<int:statement_pk>/"
_ALONE = "issues/corrections/<int:statement_pk>/"
_SAID = (
    ("", statements.statement, "statement"),
    ("save/", statements.save, "save_statement"),
    ("check/", statements.check, "check_statement"),
    ("promises/<int:promise_pk>/", statements.promise, "statement_promise"),
    ("ask/", statements.ask, "ask_signatures"),
    ("sign/", statements.sign, "sign_statement"),
    ("publish/", statements.publish, "publish_statement"),
    ("other/", statements.pair, "pair_statement"),
    ("withdraw/", statements.withdraw, "withdraw_statement"),
)
"""Doors of a statement, at either address: below its issue, or without one."""
urlpatterns = [
    # how issues are born, heard and stand
    path("issues/", birth.listing, name="issues"),
    path("issues/new/", birth.new, name="new"),
    path("issues/new/twins/", birth.twins, name="twins"),
    path("issues/<int:pk>/add/", birth.add, name="add"),
    path("issues/<int:pk>/heard/", heard.heard, name="heard"),
    path("issues/<int:pk>/heard/decide/", heard.decide, name="decide_heard"),
    path("issues/<int:pk>/heard/collect/", heard.collect, name="collect"),
    path("issues/<int:pk>/standing/", standing.standing, name="standing"),
    path("issues/<int:pk>/level/raise/", standing.louder, name="raise_level"),
    path("issues/<int:pk>/level/lower/", standing.quieter, name="ask_lower"),
    path("issues/<int:pk>/level/<int:number>/decide/", standing.decide_level, name="decide_lower"),
    path("issues/<int:pk>/stage/", standing.move, name="set_stage"),
    path("issues/<int:pk>/close/", closing.close, name="close"),
    path(f"{_ONE}last/", closing.last, name="mark_last"),
    path("issues/<int:pk>/dismiss/", standing.dismiss, name="dismiss"),
    path("issues/<int:pk>/twin/", standing.twin, name="mark_twin"),
    # what people ask, and what may be answered
    path("issues/<int:pk>/answers/", answers.answers, name="answers"),
    path("issues/<int:pk>/answers/add/", answers.add, name="add_question"),
    path(
        "issues/<int:pk>/answers/suggestions/<int:suggestion_pk>/",
        answers.suggestion,
        name="suggestion",
    ),
    path(_ANSWER, answers.answer, name="answer"),
    path(f"{_ANSWER}write/", answers.write, name="write_answer"),
    path(f"{_ANSWER}asked/", answers.asked, name="asked"),
    path(f"{_ANSWER}<int:number>/step/", answers.step, name="step_answer"),
    path(f"{_ANSWER}<int:number>/everyone/", answers.everyone, name="answer_everyone"),
    path(f"{_ANSWER}<int:number>/everyone/start/", answers.start, name="start_answering"),
    # what we say
    path("issues/<int:pk>/statements/", statements.statements, name="statements"),
    path("issues/<int:pk>/statements/begin/", statements.begin, name="begin_statement"),
    path("issues/corrections/", corrections.corrections, name="corrections"),
    path("issues/corrections/begin/", corrections.begin, name="begin_correction"),
    *(path(f"{at}{door}", view, name=name) for at in (_ONE, _ALONE) for door, view, name in _SAID),
    # what it taught
    path("issues/<int:pk>/review/", review.review, name="review"),
    path("issues/<int:pk>/review/save/", review.save, name="save_review"),
    path("issues/<int:pk>/review/finish/", review.finish, name="finish_review"),
    path("issues/<int:pk>/review/lessons/", review.add, name="add_lesson"),
    path("issues/<int:pk>/review/lessons/<int:lesson_pk>/", review.step, name="step_lesson"),
    # exercises
    path("issues/exercise/", exercise.start, name="exercise"),
    path("issues/<int:pk>/lines/", exercise.lines, name="lines"),
    path("issues/<int:pk>/exercise/", exercise.outcome, name="outcome"),
    # what leaves the room on paper
    path("issues/<int:pk>/report/<slug:kind>/", report.report, name="report"),
    # the brake
    path("issues/brake/", brake.brake, name="brake"),
    path("issues/brake/pull/", brake.pull, name="pull_brake"),
    path("issues/brake/<int:pk>/release/", brake.release, name="release_brake"),
    path("issues/brake/held/left/", brake.settle_left, name="settle_left"),
    path("issues/brake/held/<int:pk>/go/", brake.let_go, name="let_go"),
    path("issues/brake/held/<int:pk>/withdraw/", brake.withdraw, name="withdraw_held"),
    # the committee's room
    path("issues/<int:pk>/", room.issue, name="issue"),
    path("issues/<int:pk>/here/", room.here, name="here"),
    path("issues/<int:pk>/seats/", leading.give_seat, name="give_seat"),
    path("issues/<int:pk>/seats/<int:seat>/", leading.seat, name="seat"),
    path("issues/<int:pk>/seats/<int:seat>/arrive/", room.arrive, name="arrive"),
    path("issues/<int:pk>/seats/<int:seat>/leave/", leading.leave, name="leave_seat"),
    path("issues/<int:pk>/convene/", leading.convene, name="convene"),
    path("issues/<int:pk>/facts/", room.add, {"noun": "fact"}, name="add_fact"),
    path("issues/<int:pk>/facts/<int:fact>/", room.fact, name="fact"),
    path("issues/<int:pk>/unknowns/", room.add, {"noun": "unknown"}, name="add_unknown"),
    path("issues/<int:pk>/unknowns/<int:unknown>/", room.unknown, name="unknown"),
    path("issues/<int:pk>/tasks/", room.add, {"noun": "task"}, name="add_task"),
    path("issues/<int:pk>/tasks/<int:task>/", room.task, name="task"),
    path("issues/<int:pk>/tasks/<int:task>/done/", room.finish, name="finish_task"),
    path("issues/<int:pk>/decide/", leading.decide, name="decide"),
    path("issues/<int:pk>/stance/", leading.stance, name="stance"),
    path("issues/<int:pk>/fault/", leading.fault, name="know_fault"),
    path("issues/<int:pk>/restrict/", leading.restrict, name="restrict"),
    path("issues/<int:pk>/clocks/", leading.clock, name="start_clock"),
    path("issues/<int:pk>/clocks/<slug:kind>/met/", leading.meet, name="meet_clock"),
    path("issues/<int:pk>/clocks/<slug:kind>/off/", leading.call_off, name="call_off_clock"),
    path("issues/<int:pk>/pins/<int:entry>/", room.pin, name="pin"),
    path("settings/triggers/", thresholds.thresholds, name="thresholds"),
    path("settings/committee/", seat_rules.seat_rules, name="seat_rules"),
    path("settings/committee/<int:pk>/", seat_rules.seat_rules, name="seat_rule"),
    path(
        "settings/committee/<int:pk>/remove/", seat_rules.remove_seat_rule, name="remove_seat_rule"
    ),
]
