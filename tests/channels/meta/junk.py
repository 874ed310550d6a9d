"""Things that look like Meta's and are not: its words at every depth, with whatever inside."""

from hypothesis import strategies as st

NAMES = [
    "id",
    "object",
    "entry",
    "changes",
    "field",
    "value",
    "messaging",
    "message",
    "mid",
    "text",
    "item",
    "verb",
    "comment_id",
    "post_id",
    "from",
    "parent_id",
    "sender",
    "recipient",
    "time",
    "timestamp",
    "attachments",
    "payload",
    "url",
    "data",
    "post",
    "created_time",
    "photos",
    "media",
    "media_id",
    "username",
    "replies",
    "updated_time",
    "messages",
    "to",
    "code",
    "body",
    "business_discovery",
]
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9)
)
INSIDE = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5)
    ),
    max_leaves=15,
)
FORMS = st.sampled_from(
    ["push", "feed", "comments", "replies", "tags", "others", "talks", "look", "request", "none"]
)


def pushes(fields: list[str]) -> st.SearchStrategy[object]:
    """A push whose outer form is right, or nothing of the kind."""
    change = st.fixed_dictionaries({"field": st.sampled_from(fields), "value": INSIDE})
    entry = st.fixed_dictionaries(
        {"id": INSIDE, "time": INSIDE},
        optional={
            "changes": st.lists(change, max_size=2),
            "messaging": st.lists(INSIDE, max_size=2),
        },
    )
    return INSIDE | st.fixed_dictionaries({"entry": st.lists(entry, max_size=2)})
