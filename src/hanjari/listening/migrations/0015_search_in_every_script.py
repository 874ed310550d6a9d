"""The search index anew where the analyser cuts otherwise than before, or a vector could not hold all.

Only messages with letters beyond ASCII, Hangul, kana and Han have other tokens now; SQLite's index
can let go of a text only by the tokens it was given, so there the whole index is written anew.
"""

from django.db import migrations

from hanjari.listening.search import rebuild


def write_anew(apps, _editor):
    if apps.get_model("listening", "Message").objects.exists():
        rebuild()


class Migration(migrations.Migration):
    dependencies = [("listening", "0014_alarms")]
    operations = [migrations.RunPython(write_anew, migrations.RunPython.noop)]
