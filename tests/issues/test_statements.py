"""Statements: versions that nobody writes over, signatures for the words that were read, and the way out."""

from datetime import date, timedelta

import pytest
from tests.conversations.conftest import make

from hanjari.channels.models import Account, Delivery
from hanjari.commitments.models import Commitment
from hanjari.commitments.queries import sources_of
from hanjari.issues import actions as issues
from hanjari.issues.actions import publishing, signing
from hanjari.issues.fitting import fitted
from hanjari.issues.models import (
    Belonging,
    Issue,
    IssueClock,
    Part,
    Seat,
    SignOff,
    Stance,
    Statement,
)
from hanjari.issues.queries.statements import published_statements
from hanjari.issues.refusals.statement import (
    BlockedWordsError,
    ChannelRefusedError,
    EditedMeanwhileError,
    MixedStanceError,
    NotAskedError,
    NotSignedError,
    NotYourPartError,
    OldVersionError,
    OpenPromiseError,
    PublishedError,
    ReasonlessError,
    SignedTwiceError,
)
from hanjari.journal.models import Entry
from hanjari.kit.clock import now

GOOD = (
    "11월 20일 14시 점검 중 저희가 밸브를 잘못 조여 고객 300명의 댁에 물이 샜습니다. 저희 책임입니다. 사과드립니다. "
    "12월 31일까지 전원께 3만 원을 돌려 드리겠습니다. 문의 02-123-4567 대표이사 한지호"
)
PROMISE = "12월 31일까지 전원께 3만 원을 돌려 드리겠습니다."
KEPT = {
    "known": "한 곳에서 물이 샜습니다.",
    "unknown": "원인은 모릅니다.",
    "affected": "쓰시는 분은 물을 잠가 주십시오.",
    "doing": "기사를 보냈습니다.",
    "contact": "02-123-4567",
}


@pytest.fixture
def apology(issue, minseo) -> Statement:
    return issues.write_statement(
        issue, "apology", by=minseo, title="누수 사과", parts={"body": GOOD}
    )


@pytest.fixture
def holding(issue, minseo) -> Statement:
    return issues.write_statement(issue, "holding", by=minseo, title="누수 알림", parts=KEPT)


def newest(statement: Statement) -> int:
    return statement.versions.order_by("-number")[0].number


def change(statement: Statement, text: str, by, on: int | None = None, **more):
    parts = {"body": text} if statement.form == "apology" else KEPT | {"known": text}
    at = newest(statement) if on is None else on
    return issues.save_version(statement, title="누수 사과", parts=parts, on=at, by=by, **more)


def newest_text(statement: Statement) -> str:
    return statement.versions.order_by("-number").first().parts["doing"]


def sign_all(statement: Statement, jiho, yuna, sora) -> None:
    issues.ask_signatures(statement, by=jiho)
    for part, member in ((Part.LEAD, jiho), (Part.SPOKESPERSON, yuna), (Part.LEGAL, sora)):
        issues.sign(statement, part, by=member, on=newest(statement))
    statement.refresh_from_db()


def commit_all(statement: Statement, by) -> None:
    for promise in statement.versions.order_by("-number")[0].promises.filter(not_one=""):
        issues.make_commitment(promise, by=by, first_due=date(2026, 12, 31))


@pytest.fixture
def bluesky(hanbit) -> Account:
    return Account.objects.create(
        organisation=hanbit.organisation, kind="bluesky", name="한빛 블루스카이"
    )


def test_a_new_statement_begins_with_a_skeleton_whose_blanks_block_it(issue, jiho):
    for form in Statement.Form.values:
        for language in ("ko", "en"):
            statement = issues.write_statement(issue, form, by=jiho, language=language)
            version = statement.versions.get()
            assert version.checked["flaws"], (form, language)
            with pytest.raises(BlockedWordsError):
                issues.publish_statement(statement, by=jiho)


def test_the_whole_is_composed_in_the_statements_own_language(issue, jiho):
    english = issues.write_statement(issue, "holding", by=jiho, language="en", parts=KEPT)
    assert "What we do not know yet\n원인은 모릅니다." in english.versions.get().text
    korean = issues.write_statement(issue, "holding", by=jiho, parts=KEPT)
    assert "What we" not in korean.versions.get().text


def test_each_save_is_a_new_version_and_the_same_words_are_none(apology, minseo):
    first = apology.versions.get()
    assert change(apology, GOOD, minseo).pk == first.pk
    second = change(apology, GOOD + " 다시 살폈습니다.", minseo)
    assert second.number == 2
    first.refresh_from_db()
    assert first.text == GOOD


def test_whoever_began_from_an_older_version_is_told_and_both_texts_are_kept(apology, minseo, jiho):
    change(apology, GOOD + " 지호의 글.", jiho)
    with pytest.raises(EditedMeanwhileError) as refused:
        change(apology, GOOD + " 민서의 글.", minseo, on=1)
    assert "지호의 글" in refused.value.newest.text
    assert apology.versions.count() == 2


def test_published_words_stay(apology, jiho, yuna, sora):
    commit_all(apology, jiho)
    sign_all(apology, jiho, yuna, sora)
    issues.publish_statement(apology, by=jiho)
    with pytest.raises(PublishedError):
        change(apology, "다른 말", jiho)


def test_a_statement_is_signed_when_lead_spokesperson_and_legal_have_signed(
    holding, jiho, yuna, sora
):
    sign_all(holding, jiho, yuna, sora)
    assert holding.state == Statement.State.SIGNED


def test_nobody_signs_before_they_are_asked(holding, jiho):
    with pytest.raises(NotAskedError):
        issues.sign(holding, Part.LEAD, by=jiho, on=1)


def test_one_member_signs_for_one_part(holding, jiho):
    issues.ask_signatures(holding, by=jiho)
    issues.sign(holding, Part.LEAD, by=jiho, on=1)
    with pytest.raises(SignedTwiceError):
        issues.sign(holding, Part.SPOKESPERSON, by=jiho, on=1)


def test_a_part_that_somebody_sits_for_is_signed_by_them_or_their_deputy(
    issue, holding, jiho, yuna, sora
):
    Seat.objects.create(issue=issue, part=Part.LEAD, member=yuna, deputy=sora)
    issues.ask_signatures(holding, by=jiho)
    with pytest.raises(NotYourPartError):
        issues.sign(holding, Part.LEAD, by=jiho, on=1)
    assert issues.sign(holding, Part.LEAD, by=sora, on=1).word == SignOff.Word.SIGNED


def test_an_agent_signs_for_no_empty_part(holding, minseo):
    issues.ask_signatures(holding, by=minseo)
    with pytest.raises(NotYourPartError):
        issues.sign(holding, Part.LEAD, by=minseo, on=1)


def test_signing_an_old_version_is_refused(holding, minseo, jiho):
    issues.ask_signatures(holding, by=jiho)
    change(holding, "두 곳에서 물이 샜습니다.", minseo)
    with pytest.raises(OldVersionError):
        issues.sign(holding, Part.LEAD, by=jiho, on=1)


def test_an_edit_while_signing_asks_the_same_parts_anew(holding, minseo, jiho, yuna, sora):
    sign_all(holding, jiho, yuna, sora)
    version = change(holding, "두 곳에서 물이 샜습니다.", minseo)
    holding.refresh_from_db()
    assert holding.state == Statement.State.SIGNING
    assert set(version.signoffs.values_list("part", "word")) == {
        ("lead", ""),
        ("spokesperson", ""),
        ("legal", ""),
    }


def test_sending_back_needs_a_reason_and_lets_it_be_written_again(holding, jiho, sora):
    issues.ask_signatures(holding, by=jiho)
    with pytest.raises(ReasonlessError):
        issues.sign(holding, Part.LEGAL, by=sora, on=1, word=SignOff.Word.RETURNED)
    issues.sign(holding, Part.LEGAL, by=sora, on=1, word=SignOff.Word.RETURNED, reason="수치 확인")
    holding.refresh_from_db()
    assert holding.state == Statement.State.DRAFT


def test_the_lead_may_waive_legal_with_a_reason(issue, holding, jiho, yuna, sora):
    Seat.objects.create(issue=issue, part=Part.LEAD, member=jiho)
    issues.ask_signatures(holding, by=jiho)
    with pytest.raises(NotYourPartError):
        issues.sign(holding, Part.LEGAL, by=sora, on=1, word=SignOff.Word.WAIVED, reason="급함")
    issues.sign(holding, Part.LEGAL, by=jiho, on=1, word=SignOff.Word.WAIVED, reason="급함")
    issues.sign(holding, Part.LEAD, by=jiho, on=1)
    issues.sign(holding, Part.SPOKESPERSON, by=yuna, on=1)
    holding.refresh_from_db()
    assert holding.state == Statement.State.SIGNED


@pytest.mark.parametrize(("level", "minutes", "noted"), [(3, 31, 1), (3, 29, 0), (2, 31, 0)])
def test_legals_silence_in_a_crisis_is_no_objection_after_half_an_hour(
    issue, holding, jiho, yuna, level, minutes, noted
):
    Issue.objects.filter(pk=issue.pk).update(level=level)
    issues.ask_signatures(holding, by=jiho)
    issues.sign(holding, Part.LEAD, by=jiho, on=1)
    issues.sign(holding, Part.SPOKESPERSON, by=yuna, on=1)
    SignOff.objects.update(asked_at=now() - timedelta(minutes=minutes))
    assert signing.note_silence() == noted
    assert signing.note_silence() == 0
    holding.refresh_from_db()
    assert (holding.state == Statement.State.SIGNED) == bool(noted)


def test_a_promise_stands_in_the_way_until_it_is_a_commitment(apology, jiho, yuna, sora):
    sign_all(apology, jiho, yuna, sora)
    with pytest.raises(OpenPromiseError):
        issues.publish_statement(apology, by=jiho)
    promise = apology.versions.get().promises.get()
    assert promise.words == PROMISE
    made = issues.make_commitment(promise, by=jiho, first_due=date(2026, 12, 31))
    assert issues.make_commitment(promise, by=jiho, first_due=date(2027, 1, 1)).pk == made.pk
    assert Commitment.objects.get().first_due == date(2026, 12, 31)
    assert ("statement", apology.pk) in sources_of(("commitment", made.pk))
    assert issues.publish_statement(apology, by=jiho).state == Statement.State.PUBLISHED


def test_words_that_promise_nothing_say_why(apology, jiho, yuna, sora):
    sign_all(apology, jiho, yuna, sora)
    promise = apology.versions.get().promises.get()
    with pytest.raises(ReasonlessError):
        issues.deny_promise(promise, " ", by=jiho)
    issues.deny_promise(promise, "이미 돌려 드렸다", by=jiho)
    assert issues.publish_statement(apology, by=jiho).published_at


def test_a_settled_promise_stays_settled_while_its_words_stay(apology, jiho):
    made = issues.make_commitment(
        apology.versions.get().promises.get(), by=jiho, first_due=date(2026, 12, 31)
    )
    version = change(apology, "2027년 1월 10일까지 결과를 공개하겠습니다. " + GOOD, jiho)
    assert dict(version.promises.values_list("words", "commitment_id")) == {
        PROMISE: made.pk,
        "2027년 1월 10일까지 결과를 공개하겠습니다.": None,
    }


def test_the_next_update_is_kept_by_the_statements_own_clock(holding, jiho):
    text = "16시 30분에 다시 알리겠습니다."
    assert change(holding, text, jiho).promises.count() == 1
    timed = change(holding, text + " 곧.", jiho, next_update_at=now() + timedelta(hours=1))
    assert timed.promises.count() == 0


def test_blocked_words_go_out_only_with_a_reason_in_the_record(apology, jiho, yuna, sora):
    change(apology, GOOD + " 업계 최고의 품질을 지켜 왔습니다.", jiho)
    commit_all(apology, jiho)
    sign_all(apology, jiho, yuna, sora)
    with pytest.raises(BlockedWordsError):
        issues.publish_statement(apology, by=jiho)
    change(apology, GOOD + " 업계 최고의 품질을 지켜 왔습니다.", jiho, overruled="고객이 쓴 말이다")
    sign_all(apology, jiho, yuna, sora)
    assert issues.publish_statement(apology, by=jiho).published_at
    assert Entry.objects.get(event="statement.overruled").facts["reason"] == "고객이 쓴 말이다"


def test_nothing_goes_out_unsigned(apology, jiho):
    commit_all(apology, jiho)
    with pytest.raises(NotSignedError):
        issues.publish_statement(apology, by=jiho)


@pytest.mark.parametrize(
    ("truth", "chosen", "form", "is_mixed"),
    [
        ("false", ["deny"], "apology", True),
        ("true", ["deny"], "apology", True),
        ("true", ["apologise"], "apology", False),
        ("true", ["apologise"], "correction", True),
        ("false", ["deny"], "correction", False),
    ],
)
def test_nobody_denies_and_apologises_at_once(
    issue, jiho, yuna, sora, truth, chosen, form, is_mixed
):
    Stance.objects.create(issue=issue, truth=truth, chosen=chosen, by=jiho)
    parts = {"body": GOOD} if form == "apology" else dict.fromkeys(
        ("fact", "claim", "verdict", "evidence"), "사실입니다."
    )  # fmt: skip
    statement = issues.write_statement(issue, form, by=jiho, parts=parts)
    commit_all(statement, jiho)
    sign_all(statement, jiho, yuna, sora)
    if is_mixed:
        with pytest.raises(MixedStanceError):
            issues.publish_statement(statement, by=jiho)
    else:
        assert issues.publish_statement(statement, by=jiho).published_at


def test_publishing_meets_the_clock_moves_the_issue_and_is_traced(issue, holding, jiho, yuna, sora):
    Issue.objects.filter(pk=issue.pk).update(stage="facts")
    clock = IssueClock.objects.create(
        issue=issue, kind="holding", started_at=now(), due_at=now() + timedelta(hours=1)
    )
    sign_all(holding, jiho, yuna, sora)
    issues.publish_statement(holding, by=jiho)
    clock.refresh_from_db()
    issue.refresh_from_db()
    assert clock.met_at
    assert issue.stage == Issue.Stage.STATED
    assert issue.acknowledged_at
    assert ("issue", issue.pk) in sources_of(("statement", holding.pk))


def test_a_promised_update_starts_its_clock(issue, holding, jiho, yuna, sora):
    promised = now() + timedelta(hours=2)
    change(holding, newest_text(holding) + " 곧.", jiho, next_update_at=promised)
    sign_all(holding, jiho, yuna, sora)
    issues.publish_statement(holding, by=jiho)
    clock = issue.clocks.get(kind="update")
    assert (clock.due_at, clock.met_at) == (promised, None)


def test_it_goes_once_to_each_chosen_channel(holding, bluesky, jiho, yuna, sora):
    sign_all(holding, jiho, yuna, sora)
    for _again in range(2):
        issues.publish_statement(holding, by=jiho, accounts=[bluesky])
    delivery = Delivery.objects.get()
    assert holding.publications.get().delivery == delivery
    assert f"/statements/{holding.pk}/" in delivery.outgoing["text"]


def test_a_channel_that_cannot_take_it_lets_nothing_out(holding, bluesky, jiho, yuna, sora):
    sign_all(holding, jiho, yuna, sora)
    Account.objects.filter(pk=bluesky.pk).update(removed_at=now())
    bluesky.refresh_from_db()
    with pytest.raises(ChannelRefusedError):
        issues.publish_statement(holding, by=jiho, accounts=[bluesky])
    holding.refresh_from_db()
    assert holding.state == Statement.State.SIGNED
    assert not Delivery.objects.exists()


def test_an_exercise_sends_nothing_and_shows_nothing(issue, holding, bluesky, jiho, yuna, sora):
    Issue.objects.filter(pk=issue.pk).update(is_exercise=True)
    sign_all(holding, jiho, yuna, sora)
    issues.publish_statement(holding, by=jiho, accounts=[bluesky])
    assert not Delivery.objects.exists()
    assert not published_statements(issue.organisation).exists()


@pytest.mark.parametrize("kind", ["bluesky", "mastodon", "threads", "x", "facebook"])
def test_a_long_text_is_fitted_to_the_channel_with_the_way_to_the_whole(holding, jiho, kind):
    from_registry = pytest.importorskip("hanjari.channels.registry").kind(kind)
    version = change(holding, "물이 샜습니다. " * 3000, jiho)
    address = "https://hanbit.example/public/hanbit/statements/1/"
    text = fitted(kind, version, address)
    assert text.endswith(f"…\n{address}")
    limit = from_registry.capabilities.text_limit
    assert limit is not None
    assert limit * 0.8 < from_registry.measure(text) <= limit


def test_replies_to_what_was_published_come_home(issue, holding, bluesky, jiho, yuna, sora):
    sign_all(holding, jiho, yuna, sora)
    issues.publish_statement(holding, by=jiho, accounts=[bluesky])
    Delivery.objects.update(external_id="at://post/1", state="sent")
    own = make(bluesky, "at://post/1", is_ours=True)
    direct = make(bluesky, "at://reply/1", "at://post/1")
    below = make(bluesky, "at://reply/2", "at://reply/1", root_id="at://post/1")
    other = make(bluesky, "at://else/1", "at://else/0")
    heard = [own.pk, direct.pk, below.pk, other.pk]
    assert publishing.hear_replies(heard) == 2
    assert publishing.hear_replies(heard) == 0
    replies = issue.belongings.filter(how=Belonging.How.REPLY)
    assert set(replies.values_list("message", flat=True)) == {direct.pk, below.pk}
    assert holding.publications.get().message == own


def test_a_withdrawn_statement_keeps_its_words_and_says_why(holding, jiho, yuna, sora):
    sign_all(holding, jiho, yuna, sora)
    issues.publish_statement(holding, by=jiho)
    with pytest.raises(ReasonlessError):
        issues.withdraw_statement(holding, " ", by=jiho)
    issues.withdraw_statement(holding, "수치가 틀렸다", by=jiho)
    kept = published_statements(holding.organisation).get()
    assert kept.withdrawn_for == "수치가 틀렸다"
    assert kept.versions.all()[0].text


def test_a_correction_keeps_the_original_and_stands_beside_it(issue, holding, jiho, yuna, sora):
    sign_all(holding, jiho, yuna, sora)
    issues.publish_statement(holding, by=jiho)
    told = {
        "fact": "두 곳입니다.",
        "claim": "한 곳이라고 했습니다.",
        "verdict": "틀렸습니다.",
        "evidence": "점검표",
    }
    correction = issues.write_statement(issue, "correction", by=jiho, parts=told, corrects=holding)
    assert KEPT["known"] in correction.versions.get().parts["original"]
    sign_all(correction, jiho, yuna, sora)
    issues.publish_statement(correction, by=jiho)
    rows = list(published_statements(issue.organisation))
    assert rows == [correction, holding]
    assert list(rows[1].corrections.all()) == [correction]
