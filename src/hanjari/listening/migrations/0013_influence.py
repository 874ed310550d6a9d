import django.db.models.deletion
from django.db import migrations, models

import hanjari.kit.clock


class Migration(migrations.Migration):
    dependencies = [
        ("channels", "0010_acts_on_posts"),
        ("listening", "0012_caught_up"),
    ]

    operations = [
        migrations.CreateModel(
            name="Influence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("method", models.CharField(max_length=40)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("findings", models.JSONField()),
                ("is_cut", models.BooleanField(default=False)),
                ("computed_at", models.DateTimeField(default=hanjari.kit.clock.now)),
                (
                    "query",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="influence",
                        to="listening.standingquery",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PressChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_press", models.BooleanField()),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="press_choice",
                        to="channels.account",
                    ),
                ),
            ],
        ),
    ]
