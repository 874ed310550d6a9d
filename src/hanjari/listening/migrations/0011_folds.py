import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import hanjari.kit.clock


class Migration(migrations.Migration):
    dependencies = [
        ("listening", "0010_recount"),
        ("people", "0007_calls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Fold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("copies", "Copies of one text"),
                            ("repeated", "One author repeats one text"),
                            ("burst", "Faster than a hand writes"),
                            ("spam", "Spam"),
                            ("said", "A member said so"),
                        ],
                        max_length=10,
                    ),
                ),
                ("created_at", models.DateTimeField(default=hanjari.kit.clock.now)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="folds",
                        to="listening.message",
                    ),
                ),
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
                    "undone_by",
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
            name="Folded",
            fields=[
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="folded",
                        serialize=False,
                        to="listening.message",
                    ),
                ),
                ("is_out", models.BooleanField(default=False)),
                ("at", models.DateTimeField(default=hanjari.kit.clock.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "fold",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="folded",
                        to="listening.fold",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Unfolded",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("message_ids", models.JSONField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="fold",
            index=models.Index(
                condition=models.Q(("undone_at__isnull", True)),
                fields=["organisation", "-created_at"],
                name="fold_recent",
            ),
        ),
    ]
