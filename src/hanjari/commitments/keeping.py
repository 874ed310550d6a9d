"""Files of evidence: on disk by their digest, so that one that was changed is known when it is opened."""

import hashlib
import os
from pathlib import Path

from django.conf import settings

from hanjari.commitments.models import Evidence

LARGEST = 20 * 1024 * 1024
"""Bytes of a file of evidence."""


def place_of(evidence: Evidence) -> Path:
    """Where its file lies, under HANJARI_HOME and so in every backup."""
    return Path(settings.HOME) / "evidence" / str(evidence.commitment_id) / evidence.sha256


def keep(evidence: Evidence, body: bytes) -> None:
    """Write it whole, or not at all; readable by the desk alone."""
    place = place_of(evidence)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = place.with_suffix(f".{os.getpid()}")
    with part.open("wb") as out:
        out.write(body)
        out.flush()
        os.fsync(out.fileno())
    part.chmod(0o600)
    part.replace(place)


def body_of(evidence: Evidence) -> bytes | None:
    """The bytes as they lie there now; None when they are gone."""
    try:
        return place_of(evidence).read_bytes()
    except OSError:
        return None


def is_whole(evidence: Evidence, body: bytes | None) -> bool:
    """Whether these are the bytes that were handed in."""
    return body is not None and hashlib.sha256(body).hexdigest() == evidence.sha256


def is_changed(evidence: Evidence) -> bool:
    """Whether a file of evidence is gone or another than the one handed in: its verification is void."""
    is_file = evidence.kind == Evidence.Kind.FILE
    return is_file and not is_whole(evidence, body_of(evidence))
