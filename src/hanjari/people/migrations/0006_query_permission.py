from django.db import migrations

WHO = ("administrator", "lead")


def _allow(apps, _editor):
    for role in apps.get_model("people", "Role").objects.filter(standard__in=WHO):
        if "query.manage" not in role.permissions:
            role.permissions = [*role.permissions, "query.manage"]
            role.save(update_fields=["permissions"])


class Migration(migrations.Migration):
    dependencies = [("people", "0005_address_change")]

    operations = [migrations.RunPython(_allow, migrations.RunPython.noop)]
