"""CopyKeys: kept beside what was said lately, so that a copy finds its first among all of it.

A copy is found by one look-up a key, however much was said between. A key leads to one message, the
first that left it, and copies leave none: a flood of one text makes ten rows. The numbers hold no
word and no name, and are other ones for each organisation.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db import connection

from hanjari import language
from hanjari.kit.clock import now
from hanjari.kit.rows import insert, where_among
from hanjari.listening.folding import WINDOW, is_long
from hanjari.listening.ids import first_id_at
from hanjari.listening.models import CopyKey

HORIZON = WINDOW + timedelta(hours=12)
"""How long keys are kept: a copy comes within a day of its first, and may itself be heard half a day late."""
SLICES = 60
"""Keys lie evenly over all numbers; each minute a sixtieth of them is looked through for what is too old."""

Keys = Mapping[int, list[int]]
"""The keys of each message, by its id."""

_REPLACE = "ON CONFLICT (id) DO UPDATE SET message_id = excluded.message_id"
_LEAVE = """
INSERT INTO listening_copykey (id, message_id) SELECT * FROM unnest(%s::bigint[], %s::bigint[])
"""


def keys_of(organisation_id: int, texts: Mapping[int, str]) -> Keys:
    """The keys of each text that is long enough to be a copy; `texts` by message id."""
    long = {pk: text for pk, text in texts.items() if is_long(text)}
    found = language.copy_keys(list(long.values()), organisation_id)
    return dict(zip(long, found, strict=True))


def holders(keys: Keys) -> dict[int, int]:
    """The message that left each of these keys, where one did."""
    asked = {key for some in keys.values() for key in some}
    select = "SELECT id, message_id FROM listening_copykey WHERE TRUE"
    return dict(where_among(select, "id", sorted(asked)))


def leave(held: Mapping[int, int]) -> None:
    """Let each key lead to its message, whatever it led to before."""
    rows = sorted(held.items())
    if connection.vendor != "postgresql":
        insert(CopyKey, ("id", "message_id"), rows, _REPLACE)
    elif rows:
        with connection.cursor() as cursor:
            cursor.execute(_LEAVE + _REPLACE, [list(some) for some in zip(*rows, strict=True)])


def forget(slices: Iterable[int] = ()) -> int:
    """Delete what is older than the horizon, in these slices or in that of this minute; the count."""
    width = 2**63 // SLICES + 1
    count = 0
    for place in slices or [int(now().timestamp()) // 60 % SLICES]:
        rows = CopyKey.objects.filter(
            id__gte=place * width, id__lt=min((place + 1) * width, 2**63 - 1)
        )
        count += rows.filter(message_id__lt=first_id_at(now() - HORIZON)).delete()[0]
    return count
