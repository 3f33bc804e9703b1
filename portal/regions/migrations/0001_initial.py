import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Region',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=100, unique=True)),
                ('about', models.TextField(blank=True, help_text="Rich text, shown on the region's page.")),
                ('website', models.URLField(blank=True)),
                ('is_invented', models.BooleanField(default=False, help_text='For demonstration only: nothing in it is real.')),
                ('needs_second_person', models.BooleanField(default=False, help_text='Before it is published.', verbose_name='a second person approves each update')),
                ('version', models.PositiveIntegerField(default=1)),
                ('source', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Trust',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('name', models.CharField(max_length=120, unique=True)),
                ('website', models.URLField(blank=True)),
                ('from_on', models.DateField(blank=True, null=True, verbose_name='from')),
                ('to_on', models.DateField(blank=True, null=True, verbose_name='to')),
                ('source', models.CharField(blank=True, max_length=300)),
                ('successors', models.ManyToManyField(blank=True, related_name='predecessors', to='regions.trust')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('from_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='trust_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='LocalAuthority',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=3, unique=True, verbose_name='LA code')),
                ('name', models.CharField(max_length=100)),
                ('type', models.CharField(choices=[('county', 'County council'), ('london-borough', 'London borough'), ('metropolitan', 'Metropolitan borough'), ('unitary', 'Unitary authority')], max_length=20)),
                ('website', models.URLField(blank=True)),
                ('from_on', models.DateField(blank=True, null=True, verbose_name='from')),
                ('to_on', models.DateField(blank=True, null=True, verbose_name='to')),
                ('source', models.CharField(blank=True, max_length=300)),
                ('successors', models.ManyToManyField(blank=True, related_name='predecessors', to='regions.localauthority')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='authorities', to='regions.region')),
            ],
            options={
                'verbose_name_plural': 'local authorities',
                'ordering': ['name', 'code'],
                'indexes': [models.Index(fields=['region', 'name'], name='authority_by_region')],
                'constraints': [models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('from_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='authority_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='TrustDelivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField(blank=True, null=True, verbose_name='from')),
                ('to_on', models.DateField(blank=True, null=True, verbose_name='to')),
                ('source', models.CharField(blank=True, max_length=300)),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='regions.localauthority')),
                ('trust', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='regions.trust')),
            ],
            options={
                'verbose_name_plural': 'trust deliveries',
                'ordering': ['trust', 'authority', 'from_on'],
                'constraints': [models.UniqueConstraint(fields=('trust', 'authority'), name='one_delivery_of_a_trust_for_an_authority'), models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('from_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='delivery_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='GssCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=9, unique=True, verbose_name='GSS code')),
                ('from_on', models.DateField(blank=True, null=True, verbose_name='from')),
                ('to_on', models.DateField(blank=True, null=True, verbose_name='to')),
                ('source', models.CharField(blank=True, max_length=300)),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gss_codes', to='regions.localauthority')),
            ],
            options={
                'ordering': ['authority', models.OrderBy(models.F('from_on'), nulls_first=True)],
                'constraints': [models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('from_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='gss_code_ends_after_it_begins')],
            },
        ),
        migrations.AddField(
            model_name='trust',
            name='authorities',
            field=models.ManyToManyField(related_name='trusts', through='regions.TrustDelivery', to='regions.localauthority'),
        ),
    ]
