"""The doors of statements: works, needs a right, a stranger gets 404, bad input is told."""

from datetime import date

import pytest
from tests.issues.test_statements import GOOD, KEPT, PROMISE

from hanjari.commitments.models import Commitment
from hanjari.issues import actions as issues
from hanjari.issues.models import Statement


@pytest.fixture
def apology(issue, minseo) -> Statement:
    return issues.write_statement(
        issue, "apology", by=minseo, title="누수 사과", parts={"body": GOOD}
    )


def sits(client, member):
    client.force_login(member)
    return client


def at(statement: Statement, door: str = "") -> str:
    return f"/issues/{statement.issue_id}/statements/{statement.pk}/{door}"


def test_the_list_shows_what_was_said_and_begins_another(client, issue, minseo, apology):
    page = sits(client, minseo).get(f"/issues/{issue.pk}/statements/").content.decode()
    assert "누수 사과" in page
    answer = client.post(
        f"/issues/{issue.pk}/statements/begin/", {"form": "holding", "language": "ko"}
    )
    made = Statement.objects.get(form="holding")
    assert answer.url == at(made)
    assert "[어디]" in client.get(answer.url).content.decode()
    page = client.get(f"/issues/{issue.pk}/statements/").content.decode()
    assert "아직 채우지 않은 빈칸이 있어요." in page
    assert "[어디]" not in page, "the list shows no skeleton"


def test_a_promise_that_became_a_commitment_stands_with_its_day(client, apology, minseo):
    promise = apology.versions.get().promises.get()
    issues.make_commitment(promise, by=minseo, first_due=date(2026, 12, 31), owner=minseo)
    page = sits(client, minseo).get(at(apology)).content.decode()
    assert "기한 2026. 12. 31." in page


def test_a_stranger_gets_404_everywhere(client, apology, taeyang):
    sits(client, taeyang)
    assert client.get(f"/issues/{apology.issue_id}/statements/").status_code == 404
    assert client.get(at(apology)).status_code == 404
    for door in ("save/", "check/", "ask/", "sign/", "publish/", "withdraw/", "promises/1/"):
        assert client.post(at(apology, door)).status_code == 404, door


def test_a_reader_reads_and_writes_nothing(client, apology, doyun):
    page = sits(client, doyun).get(at(apology)).content.decode()
    assert "밸브를 잘못" in page
    assert "words-form" not in page
    for door in ("save/", "check/", "ask/", "publish/", "withdraw/"):
        assert client.post(at(apology, door)).status_code == 403, door


@pytest.mark.parametrize("door", ["save/", "check/", "ask/", "sign/", "publish/", "withdraw/"])
def test_acts_are_posted(client, apology, jiho, door):
    assert sits(client, jiho).get(at(apology, door)).status_code == 405


def test_the_checker_answers_while_one_writes_and_keeps_nothing(client, apology, minseo):
    told = {"body": "불편을 느끼셨다면 사과드립니다.", "title": "x"}
    page = sits(client, minseo).post(at(apology, "check/"), told, headers={"HX-Request": "true"})
    assert '<mark class="flaw">불편을 느끼셨다면</mark>' in page.content.decode()
    assert apology.versions.count() == 1


def test_saving_on_an_older_version_shows_both_texts(client, apology, minseo, jiho):
    issues.save_version(
        apology, title="누수 사과", parts={"body": GOOD + " 지호의 글."}, on=1, by=jiho
    )
    told = {"body": GOOD + " 민서의 글.", "title": "누수 사과", "on": 1}
    answer = sits(client, minseo).post(at(apology, "save/"), told)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<del>지호의" in page
    assert "<ins>민서의" in page
    assert 'name="on" value="2"' in page
    assert client.post(at(apology, "save/"), told | {"on": 2}).url == at(apology)
    assert apology.versions.count() == 3


def test_a_promise_needs_a_day_or_a_reason(client, apology, minseo):
    promise = apology.versions.get().promises.get()
    door = at(apology, f"promises/{promise.pk}/")
    assert sits(client, minseo).post(door, {"text": PROMISE}).status_code == 422
    client.post(door, {"text": PROMISE, "first_due": "2026-12-31"})
    assert Commitment.objects.get().text == PROMISE


def test_three_members_sign_and_it_is_published(client, issue, minseo, jiho, yuna, sora):
    row = issues.write_statement(issue, "holding", by=minseo, title="알림", parts=KEPT)
    sits(client, minseo).post(at(row, "ask/"))
    for member, part in ((jiho, "lead"), (yuna, "spokesperson"), (sora, "legal")):
        sits(client, member).post(at(row, "sign/"), {"part": part, "word": "signed", "on": 1})
    client.post(at(row, "publish/"))
    row.refresh_from_db()
    assert row.state == "published"
    client.post(at(row, "withdraw/"), {"reason": "수치가 틀렸다"})
    assert "수치가 틀렸다" in client.get(at(row)).content.decode()


def test_a_channel_of_another_company_is_not_published_to(
    client, issue, rival_mailbox, minseo, jiho, yuna, sora
):
    row = issues.write_statement(issue, "holding", by=minseo, title="알림", parts=KEPT)
    issues.ask_signatures(row, by=jiho)
    for member, part in ((jiho, "lead"), (yuna, "spokesperson"), (sora, "legal")):
        issues.sign(row, part, by=member, on=1)
    sits(client, jiho).post(at(row, "publish/"), {"accounts": [rival_mailbox.pk]})
    assert not row.publications.exists()
