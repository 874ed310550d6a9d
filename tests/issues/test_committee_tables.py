"""Who is called, what is due when, when a statement may go out, what is advised: the pure tables."""

from datetime import UTC, datetime, timedelta

import pytest

from hanjari.issues import clocks, quorum, seating, stances
from hanjari.issues.quorum import Seated
from hanjari.issues.seating import Asking, Person, Rule, Wanted

T0 = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "level", "minutes"),
    [
        ("first_facts", 2, 15), ("first_facts", 3, 15), ("committee", 2, 60),
        ("committee", 3, 30), ("holding", 2, 240), ("holding", 3, 60),
        ("apology", 2, 24 * 60), ("fixed", 3, 72 * 60), ("compensation", 2, 7 * 24 * 60),
        ("review", 1, 14 * 24 * 60), ("review", 2, 14 * 24 * 60), ("report", 3, 30 * 24 * 60), ("leak", 1, 72 * 60),
    ],
)  # fmt: skip
def test_each_clock_has_its_length(kind, level, minutes):
    assert clocks.due(kind, level, T0) == T0 + timedelta(minutes=minutes)


def test_what_is_only_watched_has_no_clocks():
    assert clocks.starting(clocks.DETECTED, 1) == []
    assert clocks.due("holding", 1, T0) is None


def test_a_clock_is_met_late_or_missed_by_its_due_time():
    due, later = T0 + timedelta(minutes=15), T0 + timedelta(minutes=16)
    told = [
        clocks.phase(due, due, later), clocks.phase(due, later, later),
        clocks.phase(due, None, T0), clocks.phase(due, None, later),
    ]  # fmt: skip
    assert told == ["met", "met_late", "running", "missed"]
    assert clocks.tally(told) == {"met": 1, "met_late": 1, "running": 1, "missed": 1}


@pytest.mark.parametrize(
    ("signed", "waived", "missing"),
    [
        (["lead", "spokesperson", "legal"], [], []),
        (["lead", "spokesperson"], ["legal"], []),
        (["lead", "spokesperson"], [], ["legal"]),
        (["spokesperson", "legal"], ["lead"], ["lead"]),  # only legal can be waived
        ([], [], ["lead", "spokesperson", "legal"]),
    ],
)
def test_a_statement_waits_for_lead_spokesperson_and_legal_or_its_waiver(signed, waived, missing):
    assert quorum.missing(signed, waived) == missing


def test_a_committee_sits_with_its_lead_and_half_of_those_called():
    lead, legal = Seated("lead", 1, True), Seated("legal", 2, False)
    speaker = Seated("spokesperson", 3, False)
    assert quorum.is_sitting([lead, legal])
    assert not quorum.is_sitting([lead, legal, speaker])
    assert not quorum.is_sitting([lead._replace(has_arrived=False), Seated("legal", 2, True)])
    assert quorum.is_sitting([lead, legal, Seated("observer", 4, False)])


PEOPLE = [
    Person(1, frozenset({"issue.run", "public.manage", "reply.write"})),
    Person(2, frozenset({"issue.run", "reply.write"}), frozenset({7})),
    Person(3, frozenset({"reply.write", "note.write"})),
]


def test_a_departments_own_rule_goes_before_the_companys():
    rules = [Rule("legal", 1), Rule("legal", 3, department=7), Rule("lead", 2)]
    assert seating.wanted(Asking(2, department=7), rules, PEOPLE) == [
        Wanted("lead", 2), Wanted("legal", 3),
    ]  # fmt: skip
    assert Wanted("legal", 1) in seating.wanted(Asking(2), rules, PEOPLE)


def test_rules_count_from_their_level_on_and_for_their_kinds():
    rules = [Rule("lead", 1), Rule("scribe", 3, min_level=3), Rule("hr", 2, kinds=("violence",))]
    assert [one.part for one in seating.wanted(Asking(2), rules, PEOPLE)] == ["lead"]
    loud = seating.wanted(Asking(3, "violence"), rules, PEOPLE)
    assert [one.part for one in loud] == ["lead", "scribe", "hr"]


def test_whoever_left_is_stood_in_for_and_there_is_always_one_lead():
    gone = [Rule("legal", 99, deputy=3)]
    assert Wanted("legal", 3) in seating.wanted(Asking(2), gone, PEOPLE)
    two = [Rule("lead", 1), Rule("lead", 2)]
    assert seating.wanted(Asking(2), two, PEOPLE) == [Wanted("lead", 1)]
    assert seating.wanted(Asking(2), [Rule("legal", 3)], PEOPLE)[0].part == "lead"


def test_without_rules_those_of_the_department_who_may_come_first():
    seats = seating.wanted(Asking(2, department=7), [], PEOPLE)
    assert seats[0] == Wanted("lead", 2, 1)
    assert "legal" in seating.empty_parts(Asking(2), [seat.part for seat in seats])


@pytest.mark.parametrize(
    ("kind", "has_history", "level"),
    [
        ("disaster", False, 1), ("rumour", False, 1), ("tampering", True, 2),
        ("challenge", False, 2), ("technical_harm", False, 2), ("technical_accident", True, 3),
        ("human_harm", False, 3), ("misconduct", True, 3), ("", True, 0),
    ],
)  # fmt: skip
def test_people_see_more_responsibility_the_more_it_could_be_prevented(kind, has_history, level):
    assert stances.responsibility(kind, has_history=has_history) == level


@pytest.mark.parametrize("kind", [*stances.Kind.values, ""])
@pytest.mark.parametrize("truth", stances.Truth.values)
@pytest.mark.parametrize("has_history", [True, False])
def test_no_advice_ever_mixes_denial_with_what_admits(truth, kind, has_history):
    advice = stances.advise(truth, kind, has_history=has_history)
    assert advice.strategies[0] == "instruct"  # people's safety comes first, always
    assert stances.faults(truth, advice.strategies) == []
    assert not stances.overrules(advice, advice.strategies)
    assert ("deny" in advice.strategies) == (
        truth == "false" and kind in ("rumour", "challenge", "")
    )


def test_what_could_be_prevented_is_apologised_for_and_made_good():
    advice = stances.advise("true", "human_harm")
    assert advice.strategies == ("instruct", "adjust", "apologise", "compensate")
    assert stances.overrules(advice, ["instruct", "adjust", "apologise"])  # nothing is made good
    assert stances.overrules(advice, [*advice.strategies, "justify"])


def test_denial_beside_apology_or_of_the_truth_and_praise_alone_are_faults():
    assert stances.faults("false", ["deny", "apologise"])
    assert stances.faults("false", ["deny", "care"])
    assert stances.faults("partly", ["deny"])
    assert stances.faults("true", ["remind"])
