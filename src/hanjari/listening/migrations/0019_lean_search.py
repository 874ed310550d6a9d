"""SQLite: the search index without the places of tokens, written anew. PostgreSQL: less of it unsorted."""

from django.db import migrations

from hanjari.listening.search import postgresql, rebuild, sqlite

_WITH_PLACES = sqlite.CREATE.replace(" detail='none',", "")


def _made(apps, editor, create):
    if editor.connection.vendor != "sqlite":
        editor.execute(postgresql.PENDING, params=None)
        return
    editor.execute(sqlite.DROP, params=None)
    editor.execute(create, params=None)
    if apps.get_model("listening", "Message").objects.exists():
        rebuild()


def lean(apps, editor):
    _made(apps, editor, sqlite.CREATE)


def with_places(apps, editor):
    _made(apps, editor, _WITH_PLACES)


class Migration(migrations.Migration):
    dependencies = [("listening", "0018_packed_readings")]
    operations = [migrations.RunPython(lean, with_places)]
