"""A question of the sheet and an answer to it, brought as far as a test needs it."""

from datetime import datetime, timedelta
from typing import Any

from hanjari.issues import actions as issues
from hanjari.issues.models import Answer, Issue, Question
from hanjari.kit.clock import now
from hanjari.people.models import Member

WORDS = "새는 제품은 무상으로 바꿔 드립니다. 고객센터 02-123-4567로 연락해 주십시오."
ENGLISH = "We replace every leaking purifier free of charge. Please call us at 02-123-4567."


def written(question: Question, *, by: Member, **told: Any) -> Answer:
    """Saved on the newest words."""
    newest = question.answers.order_by("-number")[0]
    until: datetime = told.pop("valid_until", now() + timedelta(hours=6))
    words = {"text": WORDS} | told
    return issues.write_answer(question, by=by, on=newest.stamp, valid_until=until, **words)


def approved(
    issue: Issue, company: Any, text: str = "새는 제품은 어떻게 하나요?", **told: Any
) -> Answer:
    """Written by Minseo, signed by Yuna for legal, approved by Jiho."""
    minseo = company.members["minseo"]
    question = issues.add_question(issue, text, by=minseo)
    return approve(written(question, by=minseo, **told), company)


def approve(row: Answer, company: Any) -> Answer:
    """The rest of the way of a written answer."""
    members = company.members
    issues.ask_legal(row, by=members["minseo"], on=row.stamp)
    issues.sign_for_legal(row, by=members["yuna"], on=row.stamp)
    return issues.approve_answer(row, by=members["jiho"], on=row.stamp)
