from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("listening", "0011_folds"),
    ]

    operations = [
        migrations.AddField(
            model_name="standingquery",
            name="caught_up_at",
            field=models.DateTimeField(null=True),
        ),
    ]
