from django.db import migrations

AGENT = ("issue.raise", "commitment.make")
LEAD = (*AGENT, "issue.run", "commitment.decide", "public.manage")
NEW = {"administrator": LEAD, "lead": LEAD, "agent": AGENT}


def _allow(apps, _editor):
    for role in apps.get_model("people", "Role").objects.filter(standard__in=NEW):
        new = [name for name in NEW[role.standard] if name not in role.permissions]
        if new:
            role.permissions = [*role.permissions, *new]
            role.save(update_fields=["permissions"])


class Migration(migrations.Migration):
    dependencies = [("people", "0007_calls")]

    operations = [migrations.RunPython(_allow, migrations.RunPython.noop)]
