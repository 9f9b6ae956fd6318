from django.db import migrations, models


class Migration(migrations.Migration):
    """On its own: PostgreSQL alters no table in the transaction that has just filled it."""

    dependencies = [
        ('events', '0002_changing_schedules'),
    ]

    operations = [
        migrations.AlterField(
            model_name='occurrence',
            name='uid',
            field=models.CharField(editable=False, max_length=120, unique=True),
        ),
    ]
