"""The search index of whichever store this is."""

from django.db import migrations

from hanjari.listening.search import postgresql, sqlite


def _engine(editor):
    return postgresql if editor.connection.vendor == "postgresql" else sqlite


def make(_apps, editor):
    editor.execute(_engine(editor).CREATE, params=None)


def drop(_apps, editor):
    editor.execute(_engine(editor).DROP, params=None)


class Migration(migrations.Migration):
    dependencies = [("listening", "0002_merge_recurrence")]
    operations = [migrations.RunPython(make, drop)]
