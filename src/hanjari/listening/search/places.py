"""Places: who speaks and where, of one organisation; what expressions call by name."""

from functools import cached_property

from django.db import connection

from hanjari.channels.models import Account
from hanjari.listening.expressions.fitting import form_of
from hanjari.listening.search.stores import is_odd

_NAMES = ("handle", "name", "external_id")


class Places:
    """An organisation's accounts and authors, read when somebody asks, and once."""

    def __init__(self, organisation_id: int) -> None:
        self.organisation_id = organisation_id

    @cached_property
    def kinds(self) -> dict[int, str]:
        """The kind of channel of every account."""
        rows = Account.objects.filter(organisation=self.organisation_id)
        return dict(rows.values_list("pk", "kind"))

    def authors(self, value: str) -> list[int]:
        """The authors whose handle, name or id this is (`fitting` says when), by one reading of all names.

        What lower case and trimming cannot compare is fetched and compared here.
        """
        wanted = form_of(value)
        where, values = zip(*(_may_be(f"a.{name}", wanted) for name in _NAMES), strict=True)
        statement = (
            "SELECT a.id, a.handle, a.name, a.external_id FROM listening_author a"  # noqa: S608 (our own columns)
            f" WHERE a.organisation_id = %s AND ({' OR '.join(where)})"
        )
        with connection.cursor() as cursor:
            cursor.execute(
                statement, [self.organisation_id, *(one for some in values for one in some)]
            )
            rows = cursor.fetchall()
        return [pk for pk, *names in rows if any(_is(name, wanted) for name in names)]


def _is(name: str, wanted: str) -> bool:
    return bool(name) and form_of(name).removeprefix("@") == wanted


def _may_be(column: str, wanted: str) -> tuple[str, tuple[object, ...]]:
    odd, values = is_odd(column)
    sql = (
        f"(lower({column}) IN (%s, %s) OR {odd}"
        f" OR {column} LIKE '%%  %%' OR {column} LIKE ' %%' OR {column} LIKE '%% ')"
    )
    return sql, (wanted, f"@{wanted}", *values)
