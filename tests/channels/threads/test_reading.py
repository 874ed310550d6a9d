"""Posts and pushes as envelopes, and anything else."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.channels.threads.bench import event
from tests.channels.threads.world import HANEUL, NAME, US

from hanjari.channels.contract import Access, Raw, UnreadableError
from hanjari.channels.kinds.threads import KIND

ACCESS = Access(7, "한빛", {"own_posts": True}, {}, {}, (US, NAME))
VALUE = {
    "id": "8901234",
    "username": HANEUL,
    "text": "Reply",
    "media_type": "TEXT_POST",
    "permalink": "https://www.threads.net/@haneul/post/Pp",
    "replied_to": {"id": "567890"},
    "root_post": {"id": "123456", "owner_id": US, "username": NAME},
    "timestamp": "2025-08-04T10:33:16+0000",
}


def heard(body, **hints):
    return list(KIND.read(ACCESS, Raw(json.dumps(body).encode(), hints)))


def test_the_documented_push_is_read():
    (found,) = heard(event("replies", VALUE), form="push")
    assert (found.external_id, found.parent_id, found.root_id) == ("8901234", "567890", "123456")
    assert found.posted_at.isoformat() == "2025-08-04T10:33:16+00:00"
    assert found.sender.url == "https://www.threads.com/@haneul"
    assert found.is_public
    assert not found.is_ours


def test_a_deletion_of_ours_and_a_publication_are_told():
    (gone,) = heard(
        event("delete", {"id": "5", "deleted_at": "2025-08-04T10:33:16+0000"}), form="push"
    )
    assert (gone.external_id, gone.deletes) == ("5", True)
    (ours,) = heard(event("publish", {**VALUE, "username": NAME}), form="push")
    assert ours.is_ours
    assert heard(event("likes", VALUE), form="push") == []


def test_pictures_of_a_carousel_come_with_their_descriptions():
    children = [
        {"media_type": "IMAGE", "media_url": "https://t.example/a.jpg?x=1", "alt_text": "필터"},
        {"media_type": "VIDEO", "media_url": "https://t.example/b.mp4"},
        {"media_type": "IMAGE", "media_url": "javascript:alert(1)"},
    ]
    post = {**VALUE, "media_type": "CAROUSEL_ALBUM", "children": {"data": children}}
    (found,) = heard({"data": [post]})
    assert [(one.name, one.kind, one.alt) for one in found.media] == [
        ("a.jpg", "image/jpeg", "필터"),
        ("b.mp4", "video/mp4", ""),
    ]


def test_a_hidden_reply_is_marked():
    (found,) = heard({"data": [{**VALUE, "hide_status": "HIDDEN"}]})
    assert found.extra["moderation"] == "hidden"


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text("가a1:/", max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("가a1:/", max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
_POST = st.fixed_dictionaries({}, optional=dict.fromkeys([*VALUE, "children", "gif_url"], _JSON))


@given(
    st.sampled_from(["list", "push", "gone", ""]),
    _JSON
    | st.fixed_dictionaries({"data": st.lists(_POST, max_size=2)})
    | st.fixed_dictionaries(
        {
            "values": st.fixed_dictionaries(
                {"field": st.sampled_from(["replies", "delete"]), "value": _POST}
            )
        }
    )
    | st.fixed_dictionaries({"gone": _JSON}),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_json_is_read_or_unreadable(form, body):
    raw = Raw(json.dumps(body).encode(), {"form": form, "at": "2026-11-26T01:00:00+00:00"})
    try:
        envelopes = KIND.read(ACCESS, raw)
    except UnreadableError:
        return
    assert envelopes == KIND.read(ACCESS, raw), "reading is pure"
    assert all(0 < len(one.external_id) <= 400 and one.posted_at.tzinfo for one in envelopes)
