import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import hanjari.kit.clock


class Migration(migrations.Migration):
    dependencies = [
        ("listening", "0013_influence"),
        ("people", "0007_calls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Lookout",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seen_until", models.DateTimeField()),
                ("keys", models.JSONField(default=list)),
                ("numbers", models.BinaryField(default=bytes)),
            ],
        ),
        migrations.CreateModel(
            name="Alarm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("mood", models.CharField(blank=True, max_length=8)),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            (
                                "level",
                                "Above what nearly every twenty minutes of the last weeks stayed below",
                            ),
                            (
                                "few",
                                "A short past: far more than chance allows, in two quarters of an hour of three",
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("raised_at", models.DateTimeField(default=hanjari.kit.clock.now)),
                ("loud_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("usual_low", models.PositiveIntegerField()),
                ("usual_high", models.PositiveIntegerField()),
                ("came", models.PositiveIntegerField()),
                ("peak", models.PositiveIntegerField()),
                ("ratio", models.FloatField()),
                ("chance_days", models.FloatField()),
                ("message_count", models.PositiveIntegerField()),
                ("author_count", models.PositiveIntegerField()),
                ("words", models.JSONField(default=list)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "query",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="alarms",
                        to="listening.standingquery",
                    ),
                ),
            ],
            options={
                "ordering": ["-raised_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="CallRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_urgent", models.BooleanField(default=True)),
                ("minutes", models.PositiveSmallIntegerField(default=15)),
                (
                    "members",
                    models.ManyToManyField(
                        blank=True, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "query",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="call_rule",
                        to="listening.standingquery",
                    ),
                ),
                ("roles", models.ManyToManyField(blank=True, related_name="+", to="people.role")),
            ],
        ),
        migrations.CreateModel(
            name="Candidate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("at", models.DateTimeField(default=hanjari.kit.clock.now)),
                (
                    "alarm",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="candidate",
                        to="listening.alarm",
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
        migrations.CreateModel(
            name="Verdict",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "word",
                    models.CharField(
                        choices=[
                            ("confirmed", "Something is happening"),
                            ("dismissed", "No cause for alarm"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField(default=hanjari.kit.clock.now)),
                (
                    "alarm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="verdicts",
                        to="listening.alarm",
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
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="alarm",
            index=models.Index(fields=["organisation", "-raised_at"], name="alarm_recent"),
        ),
        migrations.AddConstraint(
            model_name="alarm",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)), fields=("query",), name="alarm_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("word", "confirmed"), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="dismissed_with_a_reason",
            ),
        ),
    ]
