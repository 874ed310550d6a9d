"""Evidence: addresses, figures, and files that are known again when they are opened."""

import pytest
from django.core.files.base import ContentFile

from hanjari.commitments import actions as commitments
from hanjari.commitments import keeping
from hanjari.people.refusals import RefusalError


@pytest.fixture
def report(decided, minseo):
    file = ContentFile(b"%PDF 99.9", name="보고서.pdf")
    return commitments.submit_evidence(decided, by=minseo, kind="file", file=file)


def test_a_file_is_kept_with_its_digest_and_found_whole(report):
    assert report.name == "보고서.pdf"
    assert keeping.body_of(report) == b"%PDF 99.9"
    assert not keeping.is_changed(report)


def test_a_changed_file_voids_its_verification(report, sora, jiho):
    commitments.verify(report, by=sora)
    keeping.place_of(report).write_bytes(b"%PDF 100")
    assert keeping.is_changed(report)
    with pytest.raises(RefusalError):
        commitments.end(report.commitment, "kept", by=jiho)


def test_a_changed_file_can_not_be_verified(report, sora):
    keeping.place_of(report).unlink()
    with pytest.raises(RefusalError):
        commitments.verify(report, by=sora)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://x", "", "file:///etc/passwd"])
def test_only_addresses_of_the_web_are_taken(decided, minseo, url):
    with pytest.raises(RefusalError):
        commitments.submit_evidence(decided, by=minseo, kind="url", url=url)


def test_too_large_and_empty_files_are_refused(decided, minseo, monkeypatch):
    monkeypatch.setattr(keeping, "LARGEST", 3)
    for body in (b"", b"four"):
        with pytest.raises(RefusalError):
            commitments.submit_evidence(
                decided, by=minseo, kind="file", file=ContentFile(body, name="a")
            )
    assert not decided.evidence.exists()


def test_nothing_is_handed_in_before_it_is_decided(promise, minseo):
    with pytest.raises(RefusalError):
        commitments.submit_evidence(promise, by=minseo, kind="metric", value="1")
