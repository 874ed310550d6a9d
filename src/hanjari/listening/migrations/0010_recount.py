from datetime import timedelta

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Max, Min


def ask_for_all(apps, _schema_editor):
    """Counters from before they knew moods are made anew by the worker, the newest hours first."""
    old = apps.get_model("listening", "HourCount").objects.filter(mood="", message_count__gt=0)
    bounds = old.values("account").annotate(first=Min("hour"), last=Max("hour"))
    recount = apps.get_model("listening", "Recount")
    recount.objects.bulk_create(
        recount(
            account_id=row["account"], since=row["first"], until=row["last"] + timedelta(hours=1)
        )
        for row in bounds
    )


class Migration(migrations.Migration):
    dependencies = [
        ("channels", "0010_acts_on_posts"),
        ("listening", "0009_standing_queries"),
    ]

    operations = [
        migrations.CreateModel(
            name="Recount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField()),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="channels.account",
                    ),
                ),
            ],
        ),
        migrations.RunPython(ask_for_all, migrations.RunPython.noop, elidable=True),
    ]
