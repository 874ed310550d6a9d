"""The pages of promises, as members of the desk and as strangers meet them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.commitments.conftest import DUE

from hanjari.commitments import actions as commitments
from hanjari.commitments import keeping
from hanjari.commitments.models import Commitment
from hanjari.journal.models import Entry
from hanjari.people.models import Member


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
