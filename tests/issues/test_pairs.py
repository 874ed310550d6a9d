"""A statement in two languages: begun beside it, each knows whether it follows, and they may go out together."""

from datetime import timedelta

import pytest
from tests.issues.test_statements import KEPT, newest, sign_all

from hanjari.issues import actions as issues
from hanjari.issues.models import IssueClock, Statement
from hanjari.issues.pages.paired import pair_of
from hanjari.issues.refusals.statement import (
    BlockedWordsError,
    NotSignedError,
    WithdrawnError,
)
from hanjari.journal.models import Entry
from hanjari.kit.clock import now

ENGLISH = {
    "known": "Water leaked in one place.",
    "unknown": "We do not know the cause.",
    "affected": "Please turn the water off.",
    "doing": "We have sent an engineer.",
    "contact": "02-123-4567",
}


@pytest.fixture
def korean(issue, minseo) -> Statement:
    return issues.write_statement(issue, "holding", by=minseo, title="누수 알림", parts=KEPT)


@pytest.fixture
def english(korean, minseo) -> Statement:
    other = issues.write_in_other_language(korean, by=minseo)
    korean.refresh_from_db()
    return other


def save(row: Statement, by, known: str, follows: int = 0) -> None:
    parts = (ENGLISH if row.language == "en" else KEPT) | {"known": known}
    issues.save_version(row, title="누수", parts=parts, on=newest(row), by=by, follows=follows)


def behind(row: Statement) -> tuple[bool, bool]:
    """Whether it is behind the other, and the other behind it."""
    row = Statement.objects.get(pk=row.pk)
    pair = pair_of(row, row.versions.order_by("-number")[0])
    return pair.is_behind, pair.other_is_behind


def sits(client, member):
    client.force_login(member)
    return client


def at(row: Statement, door: str = "") -> str:
    return f"/issues/{row.issue_id}/statements/{row.pk}/{door}"


def test_it_begins_from_the_other_languages_skeleton_once(korean, minseo, jiho):
    one = issues.write_in_other_language(korean, by=minseo)
    again = issues.write_in_other_language(korean, by=jiho)
    korean.refresh_from_db()
    assert one == again == korean.other
    assert (one.language, one.form, one.issue, one.other) == (
        "en", "holding", korean.issue, korean,
    )  # fmt: skip
    assert "[what]" in one.versions.get().text
    assert Entry.objects.filter(event="statement.paired").count() == 1
    assert issues.write_in_other_language(one, by=minseo) == korean


def test_what_is_withdrawn_is_begun_in_no_other_language(korean, minseo, jiho):
    issues.withdraw_statement(korean, "사실과 달랐습니다", by=jiho)
    with pytest.raises(WithdrawnError):
        issues.write_in_other_language(korean, by=minseo)


def test_each_knows_whether_the_other_has_gone_on(korean, english, minseo):
    assert behind(english) == (True, False)  # nothing is translated yet
    save(english, minseo, "Water leaked in one place.", follows=1)
    assert behind(english) == (False, False)
    save(korean, minseo, "두 곳에서 물이 샜습니다.")
    assert behind(english) == (True, False)
    save(english, minseo, "Water leaked in two places!")  # a typo, not what the Korean says
    assert behind(english) == (True, True)
    save(english, minseo, "Water leaked in two places.", follows=2)
    assert behind(english) == (False, True)
    save(korean, minseo, "두 곳에서 물이 샜습니다. 확인했습니다.", follows=newest(english))
    assert behind(korean) == (False, False)


def test_a_change_that_needs_no_other_words_is_followed_by_the_same_words(korean, english, minseo):
    save(english, minseo, ENGLISH["known"], follows=1)
    save(korean, minseo, "한 곳에서 물이 새었습니다.")
    before = newest(english)
    save(english, minseo, ENGLISH["known"], follows=2)
    assert newest(english) == before
    assert behind(english) == (False, False)


def test_nobody_follows_a_version_that_is_not_there(korean, english, minseo):
    save(english, minseo, ENGLISH["known"], follows=99)
    english.refresh_from_db()
    assert english.followed == 1


def test_both_go_out_together_or_neither(korean, english, minseo, jiho, yuna, sora):
    sign_all(korean, jiho, yuna, sora)
    with pytest.raises(BlockedWordsError):  # blanks of the English one
        issues.publish_both(korean, by=jiho)
    assert not Statement.objects.filter(published_at__isnull=False).exists()
    save(english, minseo, ENGLISH["known"], follows=1)
    with pytest.raises(NotSignedError):
        issues.publish_both(korean, by=jiho)
    sign_all(english, jiho, yuna, sora)
    issues.publish_both(korean, by=jiho)
    issues.publish_both(english, by=jiho)
    assert Statement.objects.filter(published_at__isnull=False).count() == 2
    assert Entry.objects.filter(event="statement.published").count() == 2


def test_one_may_go_out_first_and_its_clock_is_met_once(
    issue, korean, english, minseo, jiho, yuna, sora
):
    issues.start_clock(issue, "holding", due_at=now() + timedelta(hours=1), by=jiho)
    sign_all(korean, jiho, yuna, sora)
    issues.publish_statement(korean, by=jiho)
    met = IssueClock.objects.get(issue=issue, kind="holding").met_at
    save(english, minseo, ENGLISH["known"], follows=1)
    sign_all(english, jiho, yuna, sora)
    issues.publish_statement(english, by=jiho)
    assert IssueClock.objects.get(issue=issue, kind="holding").met_at == met


def test_a_correction_corrects_what_was_said_in_its_own_language(
    issue, korean, english, minseo, jiho, yuna, sora
):
    save(english, minseo, ENGLISH["known"], follows=1)
    sign_all(korean, jiho, yuna, sora)
    sign_all(english, jiho, yuna, sora)
    issues.publish_both(korean, by=jiho)
    correction = issues.write_statement(issue, "correction", by=minseo, corrects=korean)
    other = issues.write_in_other_language(correction, by=minseo)
    assert other.corrects == english
    assert "Water leaked" in other.versions.get().parts["original"]


def test_the_pages_lead_to_each_other_and_say_what_is_behind(
    client, korean, minseo, jiho, yuna, sora
):
    page = sits(client, minseo).get(at(korean)).content.decode()
    assert "영어로도 쓰기" in page
    answer = client.post(at(korean, "other/"))
    english = Statement.objects.get(language="en")
    assert answer.url == at(english)
    page = client.get(at(english)).content.decode()
    assert "한 곳에서 물이 샜습니다." in page  # the Korean words stand beside
    assert "뒤처짐" in page
    told = ENGLISH | {"title": "A leak", "on": 1, "follows": "on", "beside": 1}
    client.post(at(english, "save/"), told)
    assert "뒤처짐" not in client.get(at(english)).content.decode()
    told = KEPT | {"known": "두 곳에서 샜습니다.", "title": "누수 알림", "on": 1}
    client.post(at(korean, "save/"), told)
    assert "뒤처짐" in client.get(at(korean)).content.decode()
    sign_all(korean, jiho, yuna, sora)
    page = sits(client, jiho).get(at(korean)).content.decode()
    assert "다른 언어는 아직 나가지 않습니다." in page
    assert 'name="both"' not in page
    sign_all(english, jiho, yuna, sora)
    assert 'name="both"' in client.get(at(korean)).content.decode()
    client.post(at(korean, "publish/"), {"both": "on"})
    assert Statement.objects.filter(published_at__isnull=False).count() == 2


def test_who_may_not_write_begins_none(client, korean, doyun, taeyang):
    assert sits(client, doyun).post(at(korean, "other/")).status_code == 403
    assert "영어로도 쓰기" not in client.get(at(korean)).content.decode()
    assert sits(client, taeyang).post(at(korean, "other/")).status_code == 404
    assert not Statement.objects.filter(language="en").exists()


def test_without_a_pair_the_page_says_that_it_goes_out_in_one_language(client, korean, jiho):
    page = sits(client, jiho).get(at(korean)).content.decode()
    assert "이 언어로만 나갑니다." in page
