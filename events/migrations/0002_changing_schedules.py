import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


BATCH = 1000


def keep_uids(apps, schema_editor):
    """What calendar programs know each meeting by, worked out until now from what it was made for, stays as it is."""
    Occurrence = apps.get_model('events', 'Occurrence')
    batch = []
    for row in Occurrence.objects.only('event_id', 'schedule_key', 'original_on').iterator(BATCH):
        row.uid = f'{row.event_id}-{row.schedule_key}-{row.original_on:%Y%m%d}@digital-link'
        batch.append(row)
        if len(batch) == BATCH:
            Occurrence.objects.bulk_update(batch, ['uid'])
            batch = []
    Occurrence.objects.bulk_update(batch, ['uid'])


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0001_initial'),
        ('locations', '0002_bank_holidays'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OldAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address_day', models.CharField(max_length=20)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='occurrence',
            name='calendar_text',
            field=models.TextField(blank=True, help_text='Its VEVENT as feeds send it; empty when it is to be made again.'),
        ),
        migrations.AddField(
            model_name='occurrence',
            name='changed_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), help_text='When what calendars say of it last changed.'),
        ),
        migrations.AddField(
            model_name='occurrence',
            name='moved_from_at',
            field=models.DateTimeField(blank=True, help_text='When it was to start before it was moved. Public until that day is over.', null=True),
        ),
        migrations.AddField(
            model_name='occurrence',
            name='moved_from_venue',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='locations.venuepage'),
        ),
        migrations.AddField(
            model_name='occurrence',
            name='sequence',
            field=models.PositiveIntegerField(default=0, help_text='Raised by every change of time, place or state: calendar programs go by it.'),
        ),
        migrations.AddField(
            model_name='occurrence',
            name='uid',
            field=models.CharField(default='', editable=False, max_length=120),
        ),
        migrations.AddField(
            model_name='schedule',
            name='continues',
            field=models.UUIDField(blank=True, editable=False, help_text='The key of the schedule that it took over from.', null=True),
        ),
        migrations.AddIndex(
            model_name='occurrence',
            index=models.Index(condition=models.Q(('moved_from_at__isnull', False)), fields=['moved_from_at'], name='moved_occurrences'),
        ),
        migrations.AddField(
            model_name='oldaddress',
            name='event',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='events.eventpage'),
        ),
        migrations.AddField(
            model_name='oldaddress',
            name='occurrence',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='old_addresses', to='events.occurrence'),
        ),
        migrations.AddConstraint(
            model_name='oldaddress',
            constraint=models.UniqueConstraint(fields=('event', 'address_day'), name='one_old_address_per_day'),
        ),
        migrations.RunPython(keep_uids, migrations.RunPython.noop, elidable=True),
    ]
