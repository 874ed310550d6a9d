"""What this room offers to the pages below: an alarm, or chosen conversations, become an issue; its answers; what of the journal is closed."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hanjari.commitments.upstairs import Cited, cite
from hanjari.conversations import guards, sheets, ways
from hanjari.conversations.abouts import About, offer_about
from hanjari.conversations.models import Conversation, Round
from hanjari.issues.actions.giving import take_answer, words_for
from hanjari.issues.models import Answer, Issue
from hanjari.issues.pages.places import home_of
from hanjari.issues.queries.access import issues_for
from hanjari.issues.queries.answered import answer_for_talk, issues_of, offered, unsayable
from hanjari.issues.queries.everyone import answer_of
from hanjari.issues.queries.origins import issue_of_alarm
from hanjari.issues.queries.veiled import veiled_from
from hanjari.issues.refusals.answers import (
    OtherWordsError,
    RoundOfUnusableError,
    UnusableInTextError,
)
from hanjari.issues.sheet import holds, words_of
from hanjari.journal.veils import veil
from hanjari.listening import upstairs
from hanjari.listening.models import Alarm
from hanjari.people.models import Member
from hanjari.people.permissions import Permission


def _of_talks(talks: Sequence[int]) -> str:
    return f"{reverse('issues:new')}?{urlencode([('talk', pk) for pk in talks])}"


def _of_alarm(member: Member, alarm: Alarm) -> upstairs.Outcome:
    """Where it became an issue, or where it may become one."""
    issue = issue_of_alarm(member, alarm)
    if issue:
        return upstairs.Outcome(home_of(issue), f"#{issue.number} {issue.title}")
    may = member.can(Permission.RAISE_ISSUE)
    return upstairs.Outcome(f"{reverse('issues:new')}?alarm={alarm.pk}" if may else "", "")


def _cited(member: Member, ids: Sequence[int]) -> dict[int, Cited]:
    """An issue among what led to a commitment, for whoever may see it."""
    return {
        row.pk: Cited(f"#{row.number}", row.title, home_of(row))
        for row in issues_for(member).filter(pk__in=ids)
    }


def _beside(member: Member, talk: Conversation) -> sheets.Beside:
    """The conversation's issues, and the answers of the open ones that may be said now."""
    issues = issues_of(member, talk)
    ready = [
        sheets.Ready(row.pk, row.question.text, words_for(row, talk), row.valid_until)
        for row in offered(issues)
    ]
    return sheets.Beside([_concern(issue) for issue in issues], ready)


def _concern(issue: Issue) -> sheets.Concern:
    tone = {2: "care", 3: "alarm"}.get(issue.level, "") if issue.is_open else ""
    return sheets.Concern(f"#{issue.number} {issue.title}", home_of(issue), tone)


def _take(member: Member, talk: Conversation, pk: int) -> str:
    return take_answer(answer_for_talk(member, talk, pk), talk, by=member)


def _against(member: Member, talk: Conversation, text: str) -> str:
    row = unsayable(talk, text, member)
    return str(UnusableInTextError(_question(row)).words) if row else ""


def _question(row: Answer) -> str:
    """A restricted issue's question is not told to whoever writes."""
    issue = row.question.issue
    return f"#{issue.number}" if issue.is_restricted else row.question.text


def _obstacle(row: Round) -> str:
    """A round tells an answer only while that holds, and in the words that were approved."""
    answer = answer_of(row)
    if answer is None:
        return ""
    if not answer.is_usable() or not answer.question.issue.is_open:
        return str(RoundOfUnusableError.words)
    pairs = ((row.text, words_of(answer)), (row.text_en, words_of(answer, "en")))
    if all(bool(said.strip()) == bool(words) and holds(said, words) for said, words in pairs):
        return ""
    return str(OtherWordsError.words)


def _about(member: Member, row: Round) -> About | None:
    """A round of the sheet leads to its answer, another one to the issue; never for who may not see it."""
    issue = issues_for(member).filter(pk=row.about_id or 0).first()
    if issue is None:
        return None
    answer = answer_of(row)
    name = f"#{issue.number} {issue.title}"
    if answer is None:
        return About(name, home_of(issue))
    url = reverse("issues:answer", args=[issue.pk, answer.question_id])
    return About(f"{name} – {answer.question.text}", url)


cite("issue", _cited)
offer_about("issue", _about)
ways.offer(ways.Way("issue", _("Make it an issue"), "issue", Permission.RAISE_ISSUE, _of_talks))
upstairs.offer_outcome(_of_alarm)
sheets.offer(sheets.Sheet(_beside, _take, _against))
guards.guard("issue", _obstacle)
veil(veiled_from)
