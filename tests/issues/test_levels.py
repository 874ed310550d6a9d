"""Levels and stages: anyone raises, two people lower, and what rests says why."""

import pytest

from hanjari.issues import actions as issues
from hanjari.issues import stages
from hanjari.issues.models import Issue, LevelChange
from hanjari.issues.refusals.issue import (
    AlreadyAskedError,
    EndedError,
    NoReasonError,
    NoSuchStageError,
    NotLowerError,
    OvertakenError,
    OwnTwinError,
    SamePersonError,
)
from hanjari.journal.models import Entry

Stage = Issue.Stage


@pytest.fixture
def loud(issue, minseo):
    return issues.raise_level(issue, 3, by=minseo, reason="아이가 다쳤다는 글")


def test_raising_is_told_once_and_never_lowers(issue, minseo, doyun):
    issues.raise_level(issue, 2, by=minseo, reason="기자가 물음")
    issues.raise_level(issue, 2, by=doyun)
    issues.raise_level(issue, 1, by=doyun)
    assert issue.level == 2
    assert Entry.objects.filter(event="issue.level_raised").count() == 1


def test_lowering_takes_a_second_person(loud, minseo, jiho):
    change = issues.ask_lower(loud, 2, by=jiho, reason="사진이 예전 것")
    assert issues.ask_lower(loud, 2, by=jiho, reason="사진이 예전 것") == change
    with pytest.raises(SamePersonError):
        issues.decide_lower(change, by=jiho)
    loud.refresh_from_db()
    assert loud.level == 3
    done = issues.decide_lower(change, by=minseo)
    loud.refresh_from_db()
    assert (loud.level, done.second) == (2, minseo)
    with pytest.raises(OvertakenError):
        issues.decide_lower(change, by=minseo)


def test_lowering_needs_a_reason_and_a_lower_level(loud, jiho):
    with pytest.raises(NoReasonError):
        issues.ask_lower(loud, 1, by=jiho, reason="  ")
    with pytest.raises(NotLowerError):
        issues.ask_lower(loud, 3, by=jiho, reason="그대로")


def test_one_question_at_a_time_and_a_no_leaves_the_level(loud, jiho, sora, minseo):
    change = issues.ask_lower(loud, 1, by=jiho, reason="조용함")
    with pytest.raises(AlreadyAskedError):
        issues.ask_lower(loud, 2, by=sora, reason="조금 조용함")
    issues.decide_lower(change, by=minseo, agrees=False)
    loud.refresh_from_db()
    assert loud.level == 3
    assert issues.ask_lower(loud, 2, by=sora, reason="조금 조용함").pk != change.pk


def test_raising_answers_a_question_to_lower_with_no(issue, minseo, jiho, sora):
    issues.raise_level(issue, 2, by=minseo)
    change = issues.ask_lower(issue, 1, by=jiho, reason="조용함")
    issues.raise_level(issue, 3, by=minseo, reason="다침")
    with pytest.raises(OvertakenError):
        issues.decide_lower(change, by=sora)
    assert LevelChange.objects.get(pk=change.pk).is_refused


def test_stages_follow_one_another(issue, minseo):
    with pytest.raises(NoSuchStageError):
        issues.set_stage(issue, Stage.CLOSED, by=minseo)
    issues.set_stage(issue, Stage.CONVENED, by=minseo)
    assert issue.convened_at
    issues.set_stage(issue, Stage.STATED, by=minseo)
    with pytest.raises(NoReasonError):
        issues.set_stage(issue, Stage.FACTS, by=minseo)
    issues.set_stage(issue, Stage.FACTS, by=minseo, reason="새 사실이 나옴")
    issues.set_stage(issue, Stage.STABLE, by=minseo)
    issues.set_stage(issue, Stage.CLOSED, by=minseo)
    assert (issue.closed_by, issue.is_open) == (minseo, False)
    issues.set_stage(issue, Stage.ACTING, by=minseo, reason="다시 샘")
    assert (issue.closed_at, issue.is_open) == (None, True)


def test_every_stage_leads_somewhere_and_back_from_rest_with_a_reason():
    assert all(stages.allowed(stage) for stage in Stage.values)
    assert stages.needs_reason(Stage.DORMANT, Stage.WATCH)
    assert stages.needs_reason(Stage.TRIAGE, Stage.DISMISSED)
    assert not stages.needs_reason(Stage.FACTS, Stage.DECIDED)
    assert not stages.is_allowed(Stage.CLOSED, Stage.DISMISSED)


def test_dismissing_says_why_and_an_ended_issue_has_no_level_to_raise(issue, minseo):
    with pytest.raises(NoReasonError):
        issues.dismiss(issue, "", by=minseo)
    issues.dismiss(issue, "행사 안내였음", by=minseo)
    assert (issue.stage, issue.dismissed_for) == (Stage.DISMISSED, "행사 안내였음")
    with pytest.raises(EndedError):
        issues.raise_level(issue, 2, by=minseo)


def test_a_twin_ends_and_gives_its_messages_and_its_level(issue, hanbit, minseo, complaints):
    home = issues.raise_issue(hanbit.organisation, "누수", by=minseo)
    issues.raise_level(issue, 2, by=minseo)
    assert issues.mark_twin(issue, home, by=minseo) == home
    issues.mark_twin(issue, home, by=minseo)
    home.refresh_from_db()
    issue.refresh_from_db()
    assert (issue.same_as, issue.is_open, home.level) == (home, False, 2)
    assert home.belongings.filter(state="confirmed").count() == len(complaints)
    with pytest.raises(OwnTwinError):
        issues.mark_twin(home, issue, by=minseo)
    assert Entry.objects.filter(event="issue.twin_joined", noun_id=home.pk).count() == 1
