"""The pages of promises, as members of the desk and as strangers meet them."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.commitments.conftest import DUE

from hanjari.commitments import actions as commitments
from hanjari.commitments import keeping
from hanjari.commitments.models import Commitment
from hanjari.journal.models import Entry
from hanjari.kit import clock
from hanjari.people.models import Member


@pytest.fixture(autouse=True)
def _before_it_is_due():
    with clock.at(datetime.combine(DUE, time(3), UTC) - timedelta(days=30)):
        yield


@pytest.fixture
def as_(client):
    def log_in(member: Member):
        client.force_login(member)
        return client

    return log_in


def test_the_list_shows_each_shelf_with_its_count(as_, decided, minseo):
    for shelf in ("open", "mine", "late", "ended", "nonsense"):
        page = as_(minseo).get("/promises/", {"shelf": shelf})
        assert page.status_code == 200
    assert "접속 성공률을" in as_(minseo).get("/promises/?shelf=mine").content.decode()
    assert "접속 성공률을" not in as_(minseo).get("/promises/?shelf=late").content.decode()


def test_a_rival_finds_no_promise_no_evidence_and_no_act(as_, shown, taeyang):
    rival = as_(taeyang)
    pk = shown.commitment_id
    for path in ("", "revise/", "accept/", "evidence/"):
        assert rival.get(f"/promises/{pk}/{path}").status_code in (403, 404)
    assert rival.get(f"/promises/evidence/{shown.pk}/").status_code == 404


def test_a_reader_reads_and_does_nothing(as_, promise, doyun):
    assert as_(doyun).get(f"/promises/{promise.pk}/").status_code == 200
    assert as_(doyun).post(f"/promises/{promise.pk}/accept/").status_code == 403
    assert as_(doyun).get("/promises/new/").status_code == 403


def test_one_proposes_another_decides_and_the_page_shows_both(as_, hanbit, minseo, sora, jiho):
    form = {
        "text": "로그인 오류를 고칩니다",
        "due": DUE.isoformat(),
        "owner": minseo.pk,
        "verifier": sora.pk,
    }
    assert as_(minseo).post("/promises/new/", form).status_code == 302
    made = Commitment.objects.get()
    assert as_(minseo).post(f"/promises/{made.pk}/accept/").status_code == 403
    assert as_(jiho).post(f"/promises/{made.pk}/accept/").status_code == 302
    page = as_(jiho).get(f"/promises/{made.pk}/").content.decode()
    assert "로그인 오류를 고칩니다" in page
    made.refresh_from_db()
    assert made.state == "accepted"


def test_a_promise_for_a_day_that_is_over_is_sent_back(as_, minseo):
    page = as_(minseo).post("/promises/new/", {"text": "약속", "due": "2020-01-01"})
    assert page.status_code == 422
    assert not Commitment.objects.exists()


def test_breaking_asks_why_on_a_page_of_its_own(as_, decided, jiho):
    assert as_(jiho).get(f"/promises/{decided.pk}/break/").status_code == 200
    assert as_(jiho).post(f"/promises/{decided.pk}/break/", {"reason": ""}).status_code == 422
    assert as_(jiho).post(f"/promises/{decided.pk}/break/", {"reason": "부품"}).status_code == 302
    decided.refresh_from_db()
    assert decided.state == "broken"


def test_a_revision_shows_what_it_said_before(as_, decided, jiho, minseo):
    form = {"text": "다른 말", "due": "2027-01-31", "owner": minseo.pk, "reason": "더 큰 시험"}
    assert as_(jiho).post(f"/promises/{decided.pk}/revise/", form).status_code == 302
    page = as_(jiho).get(f"/promises/{decided.pk}/").content.decode()
    assert "<del>2026-12-24</del><ins>2027-01-31</ins>" in page
    assert "더 큰 시험" in page


def test_a_file_comes_back_as_it_was_and_says_so_when_it_is_another(as_, decided, minseo, sora):
    file = SimpleUploadedFile("기록.pdf", b"%PDF 1")
    form = {"kind": "file", "words": "기록", "file": file}
    assert as_(minseo).post(f"/promises/{decided.pk}/evidence/", form).status_code == 302
    one = decided.evidence.get()
    answer = as_(sora).get(f"/promises/evidence/{one.pk}/")
    assert answer.content == b"%PDF 1"
    assert answer["Content-Type"] == "application/octet-stream"
    commitments.verify(one, by=sora)
    keeping.place_of(one).write_bytes(b"%PDF 2")
    for _again in range(2):
        assert as_(sora).get(f"/promises/evidence/{one.pk}/").status_code == 409
    assert Entry.objects.filter(event="commitment.evidence_changed").count() == 1
    assert "무효" in as_(sora).get(f"/promises/{decided.pk}/").content.decode()


def test_the_verifier_verifies_at_the_page_and_the_lead_calls_it_kept(as_, shown, sora, jiho):
    assert as_(sora).post(f"/promises/evidence/{shown.pk}/verify/").status_code == 302
    assert as_(jiho).post(f"/promises/{shown.commitment_id}/keep/").status_code == 302
    shown.commitment.refresh_from_db()
    assert shown.commitment.state == "kept"


@pytest.fixture
def doyuns(hanbit, jiho, sora, doyun) -> Commitment:
    """A promise that somebody keeps whose role only reads."""
    made = commitments.propose(
        hanbit.organisation, "점검표를 바꿉니다", by=jiho, first_due=DUE, owner=doyun, verifier=sora
    )
    return commitments.accept(made, by=jiho)


def test_an_owner_whose_role_only_reads_works_on_what_is_theirs(as_, doyuns, doyun):
    at = f"/promises/{doyuns.pk}/"
    page = as_(doyun).get(at).content.decode()
    for door in ("evidence/", "remark/", "begin/"):
        assert f"{at}{door}" in page
    assert as_(doyun).post(f"{at}begin/").status_code == 302
    assert as_(doyun).post(f"{at}remark/", {"text": "절반쯤 했습니다"}).status_code == 302
    proof = {"kind": "metric", "value": "점검표 12종", "words": "모두 바꿨습니다"}
    assert as_(doyun).post(f"{at}evidence/", proof).status_code == 302
    doyuns.refresh_from_db()
    assert doyuns.state == "evidence_submitted"
    assert doyuns.evidence.get().submitted_by == doyun
    assert "절반쯤 했습니다" in as_(doyun).get(at).content.decode()
    said = Entry.objects.get(event="commitment.remarked")
    assert (said.by, said.facts["words"]) == (doyun, "절반쯤 했습니다")


def test_such_an_owner_decides_ends_and_verifies_nothing(as_, doyuns, doyun):
    at = f"/promises/{doyuns.pk}/"
    page = as_(doyun).get(at).content.decode()
    for act in ("keep", "break", "publish"):
        assert f"{at}{act}/" not in page
        assert as_(doyun).post(f"{at}{act}/", {"reason": "다 했음"}).status_code == 403
    for door in ("revise/", "supersede/"):
        assert as_(doyun).get(f"{at}{door}").status_code == 403
    as_(doyun).post(f"{at}evidence/", {"kind": "metric", "value": "12", "words": "끝"})
    as_(doyun).post(f"/promises/evidence/{doyuns.evidence.get().pk}/verify/")
    doyuns.refresh_from_db()
    assert doyuns.state == "evidence_submitted"


def test_a_reader_who_is_not_the_owner_hands_in_nothing_and_a_stranger_finds_nothing(
    as_, decided, doyun, taeyang
):
    at = f"/promises/{decided.pk}/"
    assert f"{at}remark/" not in as_(doyun).get(at).content.decode()
    for member, status in ((doyun, 403), (taeyang, 404)):
        assert as_(member).get(f"{at}evidence/").status_code == status
        assert as_(member).post(f"{at}remark/", {"text": "한마디"}).status_code == status
    assert not decided.remarks.exists()


def test_whoever_owned_it_until_now_works_on_it_no_more(as_, doyuns, jiho, doyun, minseo):
    values = {"text": doyuns.text, "owner": minseo, "current_due": DUE}
    commitments.revise(doyuns, by=jiho, reason="담당이 바뀌었습니다", **values)
    assert as_(doyun).post(f"/promises/{doyuns.pk}/remark/", {"text": "내 말"}).status_code == 403


def test_the_same_remark_twice_is_one_and_an_ended_promise_takes_none(as_, decided, minseo, jiho):
    at = f"/promises/{decided.pk}/remark/"
    for _ in range(2):
        as_(minseo).post(at, {"text": "서버를 바꿨습니다"})
    as_(minseo).post(at, {"text": "  "})
    assert decided.remarks.count() == 1
    commitments.end(decided, "broken", by=jiho, reason="업체가 문을 닫았습니다")
    as_(minseo).post(at, {"text": "늦은 말"})
    assert decided.remarks.count() == 1
