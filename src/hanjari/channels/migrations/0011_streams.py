import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import hanjari.kit.clock


class Migration(migrations.Migration):
    dependencies = [
        ("channels", "0010_acts_on_posts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Hand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=100, unique=True)),
                ("started_at", models.DateTimeField(default=hanjari.kit.clock.now)),
                ("seen_at", models.DateTimeField(default=hanjari.kit.clock.now)),
                ("taken_count", models.BigIntegerField(default=0)),
                ("kept_count", models.BigIntegerField(default=0)),
                ("rate", models.FloatField(default=0)),
                ("waiting_count", models.BigIntegerField(default=0)),
                ("failure", models.CharField(blank=True, max_length=500)),
            ],
        ),
        migrations.CreateModel(
            name="Stream",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField(default=hanjari.kit.clock.now)),
                ("stopped_at", models.DateTimeField(null=True)),
                ("place", models.JSONField(blank=True, default=dict)),
                ("held_by", models.CharField(blank=True, max_length=100)),
                ("held_until", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField(null=True)),
                ("heard_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
                ("rate", models.FloatField(default=0)),
                ("frame_count", models.BigIntegerField(default=0)),
                ("kept_count", models.BigIntegerField(default=0)),
                ("refused_count", models.BigIntegerField(default=0)),
                ("break_count", models.PositiveIntegerField(default=0)),
                ("gap_count", models.PositiveIntegerField(default=0)),
                ("failing_since", models.DateTimeField(null=True)),
                ("failure", models.JSONField(blank=True, default=dict)),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stream",
                        to="channels.account",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
