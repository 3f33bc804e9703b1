import django.db.models.deletion
import django.utils.timezone
import portal.audit.integrity
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('peerchallenge', '0002_reviews'),
        ('priorities', '0001_initial'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ActionTheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='themes', to='peerchallenge.hostaction')),
                ('enabler', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='priorities.enabler')),
                ('plan', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='priorities.plan')),
                ('priority', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='priorities.priority')),
                ('region', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('priority__isnull', False), ('enabler__isnull', False), _connector='XOR'), name='actiontheme_is_one_thing'), portal.audit.integrity.SameAsParent(fields=('region',), name='actiontheme_same_as_its_plan', parent='plan'), portal.audit.integrity.SameAsParent(fields=('plan',), name='actiontheme_same_as_its_priority', parent='priority'), portal.audit.integrity.SameAsParent(fields=('plan',), name='actiontheme_same_as_its_enabler', parent='enabler'), models.UniqueConstraint(fields=('action', 'priority'), name='one_priority_of_a_host_action'), models.UniqueConstraint(fields=('action', 'enabler'), name='one_enabler_of_a_host_action'), portal.audit.integrity.SameAsParent(fields=('region',), name='actiontheme_same_as_its_action', parent='action')],
            },
        ),
        migrations.CreateModel(
            name='PriorityOrigin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='priorities.plan')),
                ('priority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='origins', to='priorities.priority')),
                ('region', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='origins', to='peerchallenge.regionaltheme')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [portal.audit.integrity.SameAsParent(fields=('plan',), name='origin_same_as_its_priority', parent='priority'), portal.audit.integrity.SameAsParent(fields=('region',), name='origin_same_as_its_theme', parent='theme'), portal.audit.integrity.SameAsParent(fields=('region',), name='origin_of_the_region_of_its_plan', parent='plan'), models.UniqueConstraint(fields=('priority', 'theme'), name='one_origin_of_a_priority_in_a_theme'), models.UniqueConstraint(fields=('plan', 'theme'), name='a_theme_once_in_a_plan')],
            },
        ),
    ]
