"""PostgreSQL: messages in one partition a month, with rows, indexes and foreign keys as they are.

What Django knows of the model does not change. The unique key over all months moves to the side
table `listening_name` (`listening.months` says why). Nothing happens on SQLite.
"""

from datetime import UTC, datetime

from django.db import migrations

from hanjari.listening import months
from hanjari.listening.ids import first_id_at, moment_of

MOST_BACK, LEAST_BACK = 36, 24
"""Months before this one that get a partition: as far as there are messages, within these bounds.

A restore drops and makes every month in one transaction, some 130 locks each with all the keys that
lead to messages; PostgreSQL's standard settings have room for 6,400.
"""

_INCOMING = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
 WHERE contype = 'f' AND confrelid = 'listening_message'::regclass AND conparentid = 0"""
_OUTGOING = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
 WHERE contype = 'f' AND conrelid = 'listening_message'::regclass"""
_INDEXES = """
SELECT pg_get_indexdef(indexrelid) FROM pg_index
 WHERE indrelid = 'listening_message'::regclass AND NOT indisunique"""
_TABLE = """
CREATE TABLE listening_divided (LIKE listening_message INCLUDING DEFAULTS INCLUDING CONSTRAINTS)
 PARTITION BY RANGE (id);
CREATE SEQUENCE listening_message_number OWNED BY listening_divided.id;
ALTER TABLE listening_divided ALTER COLUMN id SET DEFAULT nextval('listening_message_number')"""
_MOVE = """
ALTER TABLE listening_message RENAME TO listening_undivided;
ALTER TABLE listening_divided RENAME TO listening_message"""
_FILL = """
INSERT INTO listening_message SELECT * FROM listening_undivided;
DROP TABLE listening_undivided CASCADE;
ALTER TABLE listening_message ADD CONSTRAINT listening_message_pkey PRIMARY KEY (id);
CREATE INDEX message_name ON listening_message (account_id, external_id)"""
_NAMES = """
CREATE TABLE listening_name (
    account_id bigint NOT NULL, external_id varchar(400) NOT NULL, message_id bigint NOT NULL,
    CONSTRAINT message_once PRIMARY KEY (account_id, external_id));
INSERT INTO listening_name SELECT account_id, external_id, id FROM listening_message;
CREATE FUNCTION listening_name_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO listening_name VALUES (NEW.account_id, NEW.external_id, NEW.id);
    ELSIF TG_OP = 'UPDATE' THEN
        UPDATE listening_name SET account_id = NEW.account_id, external_id = NEW.external_id
         WHERE account_id = OLD.account_id AND external_id = OLD.external_id;
    ELSIF TG_OP = 'DELETE' THEN
        DELETE FROM listening_name
         WHERE account_id = OLD.account_id AND external_id = OLD.external_id;
    ELSE
        TRUNCATE listening_name;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER listening_name_row AFTER INSERT OR DELETE OR UPDATE OF account_id, external_id
 ON listening_message FOR EACH ROW EXECUTE FUNCTION listening_name_follows();
CREATE TRIGGER listening_name_all AFTER TRUNCATE
 ON listening_message FOR EACH STATEMENT EXECUTE FUNCTION listening_name_follows();
ANALYZE listening_message"""


def divide(_apps, editor):
    if editor.connection.vendor != "postgresql" or _is_divided(editor):
        return
    editor.execute("LOCK TABLE listening_message IN ACCESS EXCLUSIVE MODE")
    incoming, outgoing, indexes = (_rows(editor, sql) for sql in (_INCOMING, _OUTGOING, _INDEXES))
    _run(editor, _TABLE)
    span = list(_span(editor))
    _run(editor, _MOVE)
    for sql in span:
        editor.execute(sql, params=None)
    _run(editor, _FILL)
    for (sql,) in indexes:
        editor.execute(sql, params=None)
    for name, told in outgoing:
        editor.execute(f"ALTER TABLE listening_message ADD CONSTRAINT {name} {told}", params=None)
    for table, name, told in incoming:
        editor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {told}", params=None)
    _run(editor, _NAMES)


def _is_divided(editor):
    ((kind,),) = _rows(
        editor, "SELECT relkind::text FROM pg_class WHERE oid = 'listening_message'::regclass"
    )
    return kind == "p"


def _span(editor):
    """The statements that make every partition, from what is older than the first month on."""
    this = months.following(datetime.now(UTC), 0)
    ((oldest,),) = _rows(editor, "SELECT min(id) FROM listening_message")
    first = min(months.following(this, -LEAST_BACK), moment_of(oldest) if oldest else this)
    first = months.following(max(first, months.following(this, -MOST_BACK)), 0)
    yield (
        "CREATE TABLE listening_message_before PARTITION OF listening_message"
        f" FOR VALUES FROM (MINVALUE) TO ({first_id_at(first)})"
    )
    while first <= months.following(this, months.AHEAD):
        yield months.statement(first)
        first = months.following(first)


def _rows(editor, sql):
    with editor.connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def _run(editor, statements):
    editor.execute(statements, params=None)


class Migration(migrations.Migration):
    """A divided table serves the version before as well: going back leaves it as it is."""

    dependencies = [("listening", "0015_search_in_every_script")]
    operations = [migrations.RunPython(divide, migrations.RunPython.noop)]
