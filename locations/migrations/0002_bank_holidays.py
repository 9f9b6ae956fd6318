from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('locations', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='closure',
            name='every_year',
            field=models.BooleanField(default=False, help_text='On the same days of each year from then on.'),
        ),
        migrations.CreateModel(
            name='BankHoliday',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nation', models.CharField(choices=[('england-and-wales', 'England and Wales'), ('scotland', 'Scotland'), ('northern-ireland', 'Northern Ireland')], max_length=20)),
                ('on', models.DateField()),
                ('title', models.CharField(max_length=100)),
            ],
            options={
                'ordering': ['on'],
                'default_permissions': ('add', 'view'),
                'constraints': [models.UniqueConstraint(fields=('nation', 'on'), name='one_bank_holiday_per_nation_and_day')],
            },
        ),
    ]
