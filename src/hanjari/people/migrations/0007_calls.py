import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import hanjari.kit.clock
import hanjari.people.models.reach


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0006_query_permission"),
    ]

    operations = [
        migrations.CreateModel(
            name="PushKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("public", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField(default=hanjari.kit.clock.now)),
            ],
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=120)),
                ("said", models.JSONField()),
                ("url", models.CharField(blank=True, max_length=500)),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("calm", "It can wait"),
                            ("usual", "To be seen soon"),
                            ("urgent", "Urgent call"),
                        ],
                        max_length=10,
                    ),
                ),
                ("is_trial", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField(default=hanjari.kit.clock.now)),
                ("ring", models.PositiveSmallIntegerField(default=0)),
                ("answered_at", models.DateTimeField(null=True)),
                ("called_off_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calls",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Device",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("sealed", models.BinaryField()),
                ("agent", models.CharField(blank=True, max_length=300)),
                ("added_at", models.DateTimeField(default=hanjari.kit.clock.now)),
                ("reached_at", models.DateTimeField(null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="devices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Escalation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_after", models.PositiveSmallIntegerField(default=15)),
                ("second_after", models.PositiveSmallIntegerField(default=30)),
                (
                    "first_role",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.role",
                    ),
                ),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="escalation",
                        to="people.organisation",
                    ),
                ),
                (
                    "second_role",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.role",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reach",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("has_quiet_hours", models.BooleanField(default=True)),
                ("quiet_from", models.TimeField(default=datetime.time(22, 0))),
                ("quiet_to", models.TimeField(default=datetime.time(8, 0))),
                ("urgent_passes", models.BooleanField(default=True)),
                ("calm_ways", models.JSONField(default=hanjari.people.models.reach.by_mail)),
                ("usual_ways", models.JSONField(default=hanjari.people.models.reach.by_all)),
                ("urgent_ways", models.JSONField(default=hanjari.people.models.reach.by_all)),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reach",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Webhook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("url", models.URLField(max_length=500)),
                ("secret", models.BinaryField()),
                (
                    "hears",
                    models.CharField(
                        choices=[
                            ("calm", "It can wait"),
                            ("usual", "To be seen soon"),
                            ("urgent", "Urgent call"),
                        ],
                        default="usual",
                        max_length=10,
                    ),
                ),
                ("added_at", models.DateTimeField(default=hanjari.kit.clock.now)),
                ("reached_at", models.DateTimeField(null=True)),
                ("failed_at", models.DateTimeField(null=True)),
                ("fault", models.CharField(blank=True, max_length=80)),
                ("stopped_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="webhooks",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CallOut",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.CharField(max_length=32)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("desk", "On the desk"),
                            ("mail", "Mail"),
                            ("push", "Notification"),
                            ("webhook", "Webhook"),
                        ],
                        max_length=10,
                    ),
                ),
                ("ring", models.PositiveSmallIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("sent", "Sent"),
                            ("failed", "Failed"),
                            ("spared", "No longer needed"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("not_before", models.DateTimeField(default=hanjari.kit.clock.now)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("fault", models.CharField(blank=True, max_length=80)),
                ("sent_at", models.DateTimeField(null=True)),
                ("seen_at", models.DateTimeField(null=True)),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outs",
                        to="people.call",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.letter",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calls",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "device",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.device",
                    ),
                ),
                (
                    "webhook",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.webhook",
                    ),
                ),
            ],
            options={
                "ordering": ["ring", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.UniqueConstraint(fields=("organisation", "key"), name="call_once"),
        ),
        migrations.AddIndex(
            model_name="callout",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["not_before"], name="call_out_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="callout",
            constraint=models.UniqueConstraint(fields=("call", "line"), name="call_out_once"),
        ),
    ]
