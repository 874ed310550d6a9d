"""Recorded payloads of the real network, and the protocol's own samples of names."""

import json
import tarfile
from pathlib import Path

import pytest
from tests.conftest import SHARED_DATA

from hanjari.channels.contract import Access, Raw
from hanjari.channels.kinds.bluesky import KIND, uris
from hanjari.channels.kinds.bluesky.graphemes import LIMIT, MOST_BYTES
from hanjari.channels.kinds.bluesky.jetstream import Jetstream
from hanjari.channels.kinds.bluesky.media import BIGGEST

ACCESS = Access(7, "한빛", {"did": "did:plc:us"}, {}, {}, ("did:plc:us",))
MODELS = "tests/test_atproto_client/models/test_data"
SYNTAX = "tests/interop-test-files/syntax"


@pytest.fixture(scope="module")
def recorded(tmp_path_factory) -> Path:
    archive = SHARED_DATA / "atproto_fixtures" / "atproto.tar.xz"
    if not archive.exists():
        pytest.skip("the shared data sets do not lie beside this checkout")
    folder = tmp_path_factory.mktemp("atproto")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return folder


def lines(path: Path) -> list[str]:
    return [one for one in path.read_text().splitlines() if one and not one.startswith("#")]


@pytest.mark.parametrize(("name", "is_good"), [("handle", uris.is_handle), ("did", uris.is_did)])
def test_names_are_told_from_what_only_looks_like_them(recorded, name, is_good):
    good = lines(recorded / SYNTAX / f"{name}_syntax_valid.txt")
    bad = lines(recorded / SYNTAX / f"{name}_syntax_invalid.txt")
    assert len(good) > 10 < len(bad)
    assert [one for one in good if len(one) < 220 and not is_good(one)] == []
    assert [one for one in bad if is_good(one)] == []


def test_a_recorded_thread_is_read_with_its_picture_and_what_it_quotes(recorded):
    told = json.loads((recorded / MODELS / "thread_view_post_with_embed_media.json").read_text())
    view = told["thread"]["post"]
    (one,) = KIND.read(ACCESS, Raw(json.dumps({"views": [view]}).encode()))
    assert one.external_id == view["uri"]
    assert one.sender.name == "Python SDK"
    assert one.extra["quotes"].endswith("3kahesw26il2z")
    assert one.quoted == "@test.marshal.dev: test"
    assert [medium.kind for medium in one.media] == ["image/jpeg"]
    assert one.media[0].url.endswith("bafkreic3cp5ky525vsukjvrzxsc2h3jka2gud74l2hgeatw2rhj2qycnmq")


def test_a_recorded_feed_is_read_and_likes_in_it_are_none(recorded):
    told = json.loads((recorded / MODELS / "feed_record.json").read_text())
    like = json.loads((recorded / MODELS / "like_record.json").read_text())
    raw = Raw(json.dumps({"views": [told, like, None, 7]}).encode())
    assert KIND.read(ACCESS, raw) == []


def test_our_limits_are_those_of_the_lexicons(recorded):
    post = json.loads((recorded / "lexicons/app.bsky.feed.post.json").read_text())
    text = post["defs"]["main"]["record"]["properties"]["text"]
    assert (text["maxGraphemes"], text["maxLength"]) == (LIMIT, MOST_BYTES)
    images = json.loads((recorded / "lexicons/app.bsky.embed.images.json").read_text())
    assert images["defs"]["image"]["properties"]["image"]["maxSize"] == BIGGEST


def test_recorded_jetstream_events_are_read_also_in_their_old_shape(shared_data):
    told = json.loads((shared_data / "channel_samples" / "jetstream_events.json").read_text())
    stream = Jetstream("")
    like, post, _other = [stream.events(json.dumps(one))[0] for one in told["events"]]
    assert (like.kind, post.kind) == ("other", "create")
    assert post.name == "at://did:plc:tgudj2fjm77pzkuawquqhsxm/app.bsky.feed.post/3l7vxhiu4kq2u"
    assert post.at == 1730491093829414
    assert stream.events(json.dumps(told["legacy"]))[0].kind == "other"
    old = {**told["legacy"], "commit": {**told["legacy"]["commit"], "collection": uris.POST}}
    assert stream.events(json.dumps(old))[0].kind == "create"
