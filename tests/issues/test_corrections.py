"""A correction that belongs to no issue: begun from what goes round, signed by another, shown with its past."""

from datetime import date

import pytest
from tests.issues.test_statements import newest

from hanjari.channels import actions as channels
from hanjari.channels.models import Account, Delivery
from hanjari.commitments.models import Commitment
from hanjari.commitments.queries import sources_of
from hanjari.issues import actions as issues
from hanjari.issues.models import Part, SeatRule, SignOff, Statement
from hanjari.issues.refusals.statement import (
    BlockedWordsError,
    NotSignedError,
    NotYourPartError,
    OldVersionError,
    OwnStatementError,
    PublishedError,
)
from hanjari.journal.models import Entry

WORDS = {
    "fact": "저희 정수기의 필터는 국내 시험을 통과했습니다.",
    "claim": "필터가 시험을 통과하지 못했다.",
    "where": "https://square.example/posts/1",
    "verdict": "사실이 아닙니다.",
    "wrong": "통과하지 못한 것은 다른 회사의 필터입니다.",
    "evidence": "https://hanbit.example/tests/2026",
}
LIST = "/issues/corrections/"


@pytest.fixture
def correction(minseo) -> Statement:
    row = issues.write_correction(by=minseo, claim=WORDS["claim"], where=WORDS["where"])
    issues.save_version(row, title="필터 시험", parts=WORDS, on=1, by=minseo)
    return row


def signed(row: Statement, by, part=Part.SPOKESPERSON) -> Statement:
    issues.ask_signatures(row, by=by)
    issues.sign(row, part, by=by, on=newest(row))
    row.refresh_from_db()
    return row


def at(row: Statement, door: str = "") -> str:
    return f"/issues/corrections/{row.pk}/{door}"


def sits(client, member):
    client.force_login(member)
    return client


def test_it_begins_with_the_claim_and_blanks_that_block_it(minseo, jiho):
    row = issues.write_correction(by=minseo, claim="  필터가\n불량이다 ", where="https://a.example")
    version = row.versions.get()
    assert (version.title, row.issue, row.form) == ("필터가 불량이다", None, "correction")
    assert version.parts["where"] == "https://a.example"
    with pytest.raises(BlockedWordsError):
        issues.publish_statement(row, by=jiho)


def test_the_word_of_one_other_person_is_enough(correction, minseo, jiho):
    with pytest.raises(NotSignedError):
        issues.publish_statement(correction, by=jiho)
    signed(correction, jiho)
    assert correction.state == Statement.State.SIGNED
    issues.publish_statement(correction, by=jiho)
    issues.publish_statement(correction, by=jiho)
    assert Entry.objects.filter(event="statement.published").count() == 1


def test_whoever_wrote_the_words_does_not_sign_them(jiho, yuna):
    row = issues.write_correction(by=jiho, claim=WORDS["claim"])
    issues.save_version(row, title="필터 시험", parts=WORDS, on=1, by=jiho)
    issues.ask_signatures(row, by=jiho)
    with pytest.raises(OwnStatementError):
        issues.sign(row, Part.LEGAL, by=jiho, on=2)
    issues.sign(row, Part.LEGAL, by=yuna, on=2)
    row.refresh_from_db()
    assert row.state == Statement.State.SIGNED


def test_whom_the_seat_rules_name_signs_and_nobody_else(correction, hanbit, minseo, jiho, sora):
    for part, member in ((Part.LEGAL, sora), (Part.SPOKESPERSON, sora)):
        SeatRule.objects.create(organisation=hanbit.organisation, part=part, member=member)
    issues.ask_signatures(correction, by=minseo)
    with pytest.raises(NotYourPartError):
        issues.sign(correction, Part.LEGAL, by=jiho, on=2)
    issues.sign(correction, Part.LEGAL, by=sora, on=2)


def test_a_committees_lead_has_no_word_and_nothing_is_waived(correction, jiho):
    issues.ask_signatures(correction, by=jiho)
    assert set(SignOff.objects.values_list("part", flat=True)) == {"spokesperson", "legal"}
    with pytest.raises(NotYourPartError):
        issues.sign(
            correction, Part.LEGAL, by=jiho, on=2, word=SignOff.Word.WAIVED, reason="급합니다"
        )


def test_one_who_sends_it_back_outweighs_one_who_signed(correction, jiho, yuna):
    signed(correction, jiho)
    issues.sign(
        correction, Part.LEGAL, by=yuna, on=2, word=SignOff.Word.RETURNED, reason="근거가 약합니다"
    )
    correction.refresh_from_db()
    assert correction.state == Statement.State.DRAFT
    with pytest.raises(NotSignedError):
        issues.publish_statement(correction, by=jiho)


def test_a_changed_text_asks_anew(correction, minseo, jiho):
    signed(correction, jiho)
    changed = WORDS | {"fact": "저희 필터는 두 곳의 시험을 통과했습니다."}
    issues.save_version(correction, title="필터 시험", parts=changed, on=2, by=minseo)
    with pytest.raises(OldVersionError):
        issues.sign(correction, Part.LEGAL, by=jiho, on=2)
    with pytest.raises(NotSignedError):
        issues.publish_statement(correction, by=jiho)


def test_its_promises_become_commitments_of_the_statement_itself(minseo, jiho):
    row = issues.write_correction(by=minseo, claim=WORDS["claim"])
    told = WORDS | {"wrong": "12월 31일까지 시험 성적을 모두 공개하겠습니다."}
    issues.save_version(row, title="필터 시험", parts=told, on=1, by=minseo)
    promise = row.versions.order_by("-number")[0].promises.get()
    made = issues.make_commitment(promise, by=minseo, first_due=date(2026, 12, 31))
    assert isinstance(made, Commitment)
    assert list(sources_of(("commitment", made.pk))) == [("statement", row.pk)]


def test_it_goes_to_the_channels_too_by_a_hand_that_no_brake_holds(correction, hanbit, jiho):
    account = Account.objects.create(
        organisation=hanbit.organisation, kind="bluesky", name="한빛 블루스카이"
    )
    channels.put_on_brake(hanbit.organisation, by=jiho, reason="누수")
    signed(correction, jiho)
    issues.publish_statement(correction, by=jiho, accounts=[account])
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.is_automatic) == (Delivery.State.QUEUED, False)
    assert f"/statements/{correction.pk}/" in delivery.outgoing["text"]


def test_what_was_published_is_corrected_by_another_and_stays(correction, minseo, jiho):
    signed(correction, jiho)
    issues.publish_statement(correction, by=jiho)
    with pytest.raises(PublishedError):
        issues.save_version(correction, title="x", parts=WORDS, on=2, by=minseo)
    second = issues.write_correction(by=minseo, corrects=correction)
    version = second.versions.get()
    assert version.title == "필터 시험"
    assert WORDS["fact"] in version.parts["original"]


def test_the_list_begins_one_and_the_pages_lead_through(client, minseo, jiho):
    sits(client, minseo)
    assert "아직 바로잡은 것이 없습니다" in client.get(LIST).content.decode()
    told = {"claim": WORDS["claim"], "where": WORDS["where"], "language": "ko"}
    answer = client.post(f"{LIST}begin/", told)
    row = Statement.objects.get()
    assert answer.url == at(row)
    page = client.get(at(row)).content.decode()
    assert "[사실을 한 문장으로]" in page
    assert WORDS["where"] in page
    saved = client.post(at(row, "save/"), WORDS | {"title": "필터 시험", "on": 1})
    assert saved.url == at(row)
    client.post(at(row, "ask/"))
    sits(client, jiho)
    client.post(at(row, "sign/"), {"part": "legal", "word": "signed", "on": 2})
    assert client.post(at(row, "publish/")).url == at(row)
    row.refresh_from_db()
    assert row.published_at
    page = client.get(at(row)).content.decode()
    assert 'action="/issues/corrections/begin/"' in page
    again = client.post(
        f"{LIST}begin/", {"form": "correction", "language": "ko", "corrects": row.pk}
    )
    assert again.url != at(row)


def test_nothing_to_correct_is_told(client, minseo):
    answer = sits(client, minseo).post(f"{LIST}begin/", {"claim": " ", "language": "ko"})
    assert answer.status_code == 422
    assert "사실과 달리 퍼진 말을 적어 주세요" in answer.content.decode()


def test_a_stranger_gets_404_and_a_reader_only_reads(client, correction, taeyang, doyun):
    doors = ("save/", "check/", "ask/", "sign/", "publish/", "withdraw/", "promises/1/")
    sits(client, taeyang)
    assert client.get(at(correction)).status_code == 404
    for door in doors:
        assert client.post(at(correction, door)).status_code == 404, door
    assert "필터 시험" not in client.get(LIST).content.decode()
    page = sits(client, doyun).get(at(correction)).content.decode()
    assert WORDS["fact"] in page
    assert "words-form" not in page
    for door in ("save/", "ask/", "publish/", "withdraw/"):
        assert client.post(at(correction, door)).status_code == 403, door
    assert client.post(f"{LIST}begin/", {"claim": "x"}).status_code == 403


def test_an_agent_publishes_nothing(client, correction, minseo):
    assert sits(client, minseo).post(at(correction, "publish/")).status_code == 403


def test_a_statement_of_an_issue_has_no_second_address(client, issue, minseo):
    row = issues.write_statement(issue, "holding", by=minseo)
    assert sits(client, minseo).get(at(row)).status_code == 404


def test_one_of_another_company_is_not_corrected(client, correction, jiho, taeyang):
    signed(correction, jiho)
    issues.publish_statement(correction, by=jiho)
    answer = sits(client, taeyang).post(
        f"{LIST}begin/", {"language": "ko", "corrects": correction.pk}
    )
    assert answer.status_code == 422
