"""Who is here: a session's member with all that a page asks of them, in one plain query.

Every page begins with it, and by the ORM's way it would cost as much as the list it is asked for.
Times are left out: nobody asks for them on a page, and they are loaded when somebody does.
"""

import json
from functools import cache
from typing import Any, TypeVar

from django.db import connection, models

from hanjari.people.models import Member, Organisation, Role
from hanjari.people.queries import SECOND_FACTORS

Row = TypeVar("Row", bound=models.Model)
_KINDS = ", ".join(f"'{kind.value}'" for kind in SECOND_FACTORS)
_FACTORS = f"""
    EXISTS (SELECT 1 FROM mfa_authenticator f WHERE f.user_id = m.id AND f.type IN ({_KINDS}))
"""  # noqa: S608 (allauth's own names)


def present_member(pk: int | str) -> Member | None:
    """The active member of a session with role, organisation and second factor."""
    with connection.cursor() as cursor:
        cursor.execute(_question(), [pk])
        row = cursor.fetchone()
    if row is None:
        return None
    of_role, of_organisation = len(_fields(Member)), len(_fields(Member)) + len(_fields(Role))
    member = _made(Member, row[:of_role])
    member.role = _made(Role, row[of_role:of_organisation])
    member.organisation = _made(Organisation, row[of_organisation:-1])
    member.has_second_factor = bool(row[-1])  # type: ignore[attr-defined] # as `queries.members_for` annotates it
    return member


@cache
def _fields(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    every = model._meta.concrete_fields  # noqa: SLF001 (Django's documented model API)
    return [field for field in every if not isinstance(field, models.DateTimeField)]


@cache
def _question() -> str:
    tables = ((Member, "m"), (Role, "r"), (Organisation, "o"))
    columns = ", ".join(
        f'{name}."{field.column}"' for model, name in tables for field in _fields(model)
    )
    return (
        f"SELECT {columns}, {_FACTORS} FROM people_member m"  # noqa: S608 (names come from the models)
        " JOIN people_role r ON r.id = m.role_id JOIN people_organisation o ON o.id = m.organisation_id"
        " WHERE m.id = %s AND m.is_active"
    )


def _made(model: type[Row], values: tuple[Any, ...]) -> Row:
    fields = _fields(model)
    names = [field.attname for field in fields]
    found = [_python(field, value) for field, value in zip(fields, values, strict=True)]
    return model.from_db(connection.alias, names, found)


def _python(field: "models.Field[Any, Any]", value: Any) -> Any:
    if isinstance(field, models.BooleanField):
        return bool(value)
    if isinstance(field, models.JSONField) and isinstance(value, str):
        return json.loads(value)
    return value
