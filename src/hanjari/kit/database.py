"""What the database can say cheaper than Python: times as whole seconds."""

from typing import Any

from django.db.models import BigIntegerField, Func


class Epoch(Func):
    """A time as seconds since 1970, made in the database: a list of rows needs no datetime objects."""

    output_field = BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, Any]:
        """SQLite keeps times as UTC text."""
        template = "CAST(strftime('%%%%s', %(expressions)s) AS INTEGER)"
        return super().as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, Any]:
        """PostgreSQL knows the epoch."""
        template = "CAST(EXTRACT(EPOCH FROM %(expressions)s) AS BIGINT)"
        return super().as_sql(compiler, connection, template=template, **extra)
