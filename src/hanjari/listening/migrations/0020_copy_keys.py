"""Keys by which a later copy finds its first; what was said lately is looked at once more to have them."""

from django.db import migrations, models

from hanjari.kit.clock import now
from hanjari.listening.copy_keys import HORIZON
from hanjari.listening.ids import first_id_at

_BATCH = 1_000


def let_the_last_day_be_folded_again(apps, _editor):
    unfolded = apps.get_model("listening", "Unfolded")
    messages = apps.get_model("listening", "Message").objects
    recent = messages.filter(pk__gte=first_id_at(now() - HORIZON)).order_by()
    for organisation_id in recent.values_list("organisation_id", flat=True).distinct():
        mine = recent.filter(organisation_id=organisation_id).order_by("pk")
        ids = list(mine.values_list("pk", flat=True))
        unfolded.objects.bulk_create(
            unfolded(organisation_id=organisation_id, message_ids=ids[begin : begin + _BATCH])
            for begin in range(0, len(ids), _BATCH)
        )


class Migration(migrations.Migration):
    dependencies = [("listening", "0019_lean_search")]

    operations = [
        migrations.CreateModel(
            name="CopyKey",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("message_id", models.BigIntegerField()),
            ],
        ),
        migrations.RunPython(let_the_last_day_be_folded_again, migrations.RunPython.noop),
    ]
