"""A message's reading is packed from now on; the column stays, and rows of before are understood as they are."""

from django.db import migrations

from hanjari.listening.models.columns import StoryField


class Migration(migrations.Migration):
    dependencies = [("listening", "0017_lean_hits")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField("message", "reading", StoryField(default=dict)),
            ]
        ),
    ]
