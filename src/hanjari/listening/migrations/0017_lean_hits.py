"""SQLite: a hit is its key and nothing else, so its table is the key's own tree (one third less disk).

PostgreSQL has no such tables; what Django knows of the model does not change.
"""

from django.db import migrations

_HIT = """
CREATE TABLE listening_hit_new (
    query_id bigint NOT NULL REFERENCES listening_standingquery (id) DEFERRABLE INITIALLY DEFERRED,
    message_id bigint NOT NULL REFERENCES listening_message (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (query_id, message_id)) {kind}"""
_STEPS = (
    "INSERT INTO listening_hit_new SELECT query_id, message_id FROM listening_hit ORDER BY 1, 2",
    "DROP TABLE listening_hit",
    "ALTER TABLE listening_hit_new RENAME TO listening_hit",
    "CREATE INDEX listening_hit_message_id_986ccc60 ON listening_hit (message_id)",
)


def _remade(editor, kind):
    if editor.connection.vendor == "sqlite":
        for sql in (_HIT.format(kind=kind), *_STEPS):
            editor.execute(sql, params=None)


def lean(_apps, editor):
    _remade(editor, "WITHOUT ROWID")


def plain(_apps, editor):
    _remade(editor, "")


class Migration(migrations.Migration):
    dependencies = [("listening", "0016_months")]
    operations = [migrations.RunPython(lean, plain)]
