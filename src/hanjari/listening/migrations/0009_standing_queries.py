import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import hanjari.kit.clock


def _leads_to(target, **options):
    return models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=target, **options)


class Migration(migrations.Migration):
    dependencies = [
        ("channels", "0010_acts_on_posts"),
        ("listening", "0008_rehearing"),
        ("people", "0005_address_change"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="is_overheard",
            field=models.BooleanField(default=False),
        ),
        migrations.RemoveConstraint(model_name="hourcount", name="hour_count_once"),
        migrations.AddField(
            model_name="hourcount",
            name="mood",
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.AddConstraint(
            model_name="hourcount",
            constraint=models.UniqueConstraint(
                fields=("account", "hour", "intent", "language", "mood", "is_ours"),
                name="hour_count_once",
            ),
        ),
        migrations.CreateModel(
            name="StandingQuery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("expression", models.TextField()),
                (
                    "side",
                    models.CharField(
                        choices=[("ours", "Us"), ("rival", "A rival"), ("topic", "A topic")],
                        default="topic",
                        max_length=10,
                    ),
                ),
                ("is_on", models.BooleanField(default=True)),
                ("opens_conversations", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(default=hanjari.kit.clock.now)),
                ("changed_at", models.DateTimeField(default=hanjari.kit.clock.now)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    _leads_to("people.organisation", related_name="standing_queries"),
                ),
            ],
            options={"ordering": ["name", "pk"]},
        ),
        migrations.AddConstraint(
            model_name="standingquery",
            constraint=models.UniqueConstraint(
                fields=("organisation", "name"), name="standing_query_once"
            ),
        ),
        migrations.CreateModel(
            name="Hit",
            fields=[
                (
                    "query",
                    _leads_to("listening.standingquery", related_name="hits", db_index=False),
                ),
                ("message", _leads_to("listening.message", related_name="hits")),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "query",
                        "message",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="QueryCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hour", models.DateTimeField()),
                ("language", models.CharField(blank=True, max_length=8)),
                ("mood", models.CharField(blank=True, max_length=8)),
                ("intent", models.CharField(blank=True, max_length=20)),
                ("is_ours", models.BooleanField(default=False)),
                ("message_count", models.PositiveIntegerField(default=0)),
                ("account", _leads_to("channels.account", related_name="+", db_index=False)),
                ("query", _leads_to("listening.standingquery", related_name="+", db_index=False)),
            ],
        ),
        migrations.AddConstraint(
            model_name="querycount",
            constraint=models.UniqueConstraint(
                fields=("query", "hour", "account", "language", "mood", "intent", "is_ours"),
                name="query_count_once",
            ),
        ),
    ]
