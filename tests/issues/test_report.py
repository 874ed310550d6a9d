"""Reports: the same course for two readers, from the journal; who takes one along is remembered."""

import re
from hashlib import sha256

import pytest
from django.urls import reverse
from tests.issues.test_statements import GOOD

from hanjari.issues import actions as issues
from hanjari.issues.models import Issue
from hanjari.issues.queries.report import digest_of
from hanjari.journal.hearing import settle
from hanjari.journal.models import Entry


def at(issue, kind):
    return reverse("issues:report", args=[issue.pk, kind])


@pytest.fixture
def told(issue, jiho, sora, minseo) -> Issue:
    """An issue with a fact that changed, a decision with dissent, and a statement in two versions."""
    issues.raise_level(issue, 2, by=minseo)
    fact = issues.add_fact(issue, text="밸브 불량", confidence="likely", source="기사", by=minseo)
    issues.change_fact(fact, text="밸브 불량", confidence="confirmed", source="생산팀", by=sora)
    issues.decide(
        issue, question="판매를 멈출까", options=["멈춤", "계속"], decided="사흘 멈춤",
        reason="안전이 먼저", dissent="소라: 지역만", review_at=None, by=jiho,
    )  # fmt: skip
    row = issues.write_statement(issue, "apology", by=minseo, title="사과", parts={"body": GOOD})
    issues.save_version(row, title="사과드립니다", parts={"body": GOOD}, on=1, by=minseo)
    settle()
    return issue


def test_the_authorities_read_the_whole_course_with_its_digests(client, told, jiho) -> None:
    client.force_login(jiho)
    page = client.get(at(told, "regulator")).content.decode()
    for words in ("사흘 멈춤", "소라: 지역만", "유력함", "확인됨", "생산팀", "1판", "2판"):
        assert words in page, words
    for version in told.statements.get().versions.all():
        assert digest_of(version) in page
    for entry in Entry.objects.filter(noun="issue", noun_id=told.pk):
        assert entry.digest
        assert entry.digest in page
    assert "물이 새요" not in page


def test_the_executives_read_what_is_open_first(client, told, jiho) -> None:
    client.force_login(jiho)
    page = client.get(at(told, "executive")).content.decode()
    assert page.index("아직 남은 것") < page.index("지나온 길")
    assert "사실인지 아직 답하지 못했습니다." in page
    english = client.get(at(told, "executive"), {"language": "en"}).content.decode()
    assert "Whether it is true is not answered yet." in english
    assert "What still stands open" in english
    assert 'lang="en"' in english


def test_a_file_asks_for_nothing_and_the_journal_keeps_its_digest(client, told, jiho) -> None:
    client.force_login(jiho)
    answer = client.post(at(told, "regulator"), {"language": "ko"})
    body = answer.content
    assert (
        answer["Content-Disposition"]
        == f'attachment; filename="issue-{told.number}-regulator.html"'
    )
    assert not re.search(rb'<script|<link|<img|src=|href="(?!#)', body)
    assert b"@page" in body
    entry = Entry.objects.get(event="issue.reported")
    assert (entry.by, entry.facts["sha256"]) == (jiho, sha256(body).hexdigest())


def test_who_does_not_run_issues_or_does_not_see_one_gets_none(
    client, issue, minseo, taeyang, jiho, yuna
) -> None:
    client.force_login(minseo)
    assert client.get(at(issue, "executive")).status_code == 403
    client.force_login(taeyang)
    assert client.get(at(issue, "executive")).status_code in (403, 404)
    issues.restrict(issue, by=yuna, is_restricted=True)
    client.force_login(jiho)
    assert client.get(at(issue, "regulator")).status_code == 404
    assert client.get(at(issue, "nonsense")).status_code == 404
    assert not Entry.objects.filter(event="issue.reported").exists()


def test_words_that_look_like_markup_stay_words(client, told, jiho, minseo) -> None:
    issues.add_fact(told, text="<script>x</script>", confidence="unverified", source="", by=minseo)
    client.force_login(jiho)
    body = client.post(at(told, "regulator")).content.decode()
    assert "<script" not in body
    assert "&lt;script&gt;" in body
