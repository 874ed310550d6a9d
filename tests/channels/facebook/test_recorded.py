"""Answers of the Graph API as another project has recorded them (granary, public domain)."""

import ast
import json
import tarfile
from datetime import UTC, datetime
from typing import Any

import pytest

from hanjari.channels.contract import Raw
from hanjari.channels.kinds.facebook import KIND


@pytest.fixture
def recorded(shared_data) -> dict[str, Any]:
    """The literals of its test module, by the text of what they are given to."""
    with tarfile.open(shared_data / "granary_fixtures" / "granary_tests.tar.xz") as tar:
        told = tar.extractfile("granary/tests/test_facebook.py").read()
    found = {}
    for line in ast.parse(told).body:
        if isinstance(line, ast.Assign) and isinstance(line.value, ast.List | ast.Dict):
            try:
                found[ast.unparse(line.targets[0])] = ast.literal_eval(line.value)
            except ValueError:
                continue  # not a literal: made of others
    return found


def read(access, form: str, data: list[Any], **hints: Any):
    fresh = [one["id"] for one in data]
    raw = Raw(json.dumps({"data": data}).encode(), {"form": form, "fresh": fresh, **hints})
    return KIND.read(access, raw)


@pytest.mark.real_server
def test_comments_as_they_were_recorded(open_account, recorded):
    access = open_account(own_ids=("513046677",))
    told = [{**recorded["COMMENTS"][0], "attachment": recorded["COMMENT_WITH_PHOTO['attachment']"]}]
    one, other = read(access, "comments", [*told, recorded["COMMENTS"][1]], post="212038_1")
    assert (one.external_id, one.text) == ("547822715231468_6796480", "cc Sam G, Michael M")
    assert (one.sender.external_id, one.sender.name) == ("212038", "Ryan Barrett")
    assert one.posted_at == datetime(2012, 12, 5, 0, 58, 26, tzinfo=UTC)
    assert one.media[0].kind == "photo"
    assert one.media[0].url.startswith("https://scontent.xx.fbcdn.net/")
    assert (one.is_ours, other.is_ours) == (False, True)


@pytest.mark.real_server
def test_posts_as_they_were_recorded(open_account, recorded):
    (share,) = read(open_account(), "feed", [recorded["SHARE"]])
    assert (share.external_id, share.text) == ("321_654", "sharer's message")
    assert share.url == "https://www.facebook.com/321_654"
    assert share.posted_at == datetime(2015, 1, 17, 5, 19, 19, tzinfo=UTC)
