import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Follower',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('consent', models.CharField(help_text='The words that were agreed to.', max_length=400)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_how', models.CharField(blank=True, choices=[('page', 'on the page for it'), ('one-click', 'with the mail program’s own button'), ('removed', 'removed by a programme manager who was asked to')], max_length=10)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='followers', to='regions.region')),
            ],
            options={
                'ordering': ['-asked_at'],
                'indexes': [models.Index(fields=['region', 'confirmed_at'], name='follower_by_region')],
                'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower(models.F('email')))), name='follower_email_in_lower_case'), models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('email', 'region'), name='address_follows_a_region_once'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_how', '')), models.Q(('ended_at__isnull', False), models.Q(('ended_how', ''), _negated=True)), _connector='OR'), name='follower_ended_at_and_how')],
            },
        ),
        migrations.CreateModel(
            name='Mailing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about_type', models.CharField(max_length=80)),
                ('about_id', models.CharField(max_length=40)),
                ('letter', models.JSONField(help_text='What it says: see portal.following.letters.')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('turns', models.PositiveIntegerField(default=0, help_text='How many turns of sending are over.')),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now, help_text='When its next turn is due.')),
                ('trouble', models.CharField(blank=True, help_text='Why the last turn was cut short.', max_length=200)),
                ('troubles', models.PositiveSmallIntegerField(default=0, help_text='How many turns in a row were cut short.')),
                ('ended_at', models.DateTimeField(null=True)),
                ('stopped_at', models.DateTimeField(null=True)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mailings_made', to=settings.AUTH_USER_MODEL)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mailings', to='regions.region')),
                ('stopped_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mailings_stopped', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-made_at'],
                'constraints': [models.UniqueConstraint(fields=('about_type', 'about_id'), name='record_is_told_of_once'), models.CheckConstraint(condition=models.Q(models.Q(('stopped_at__isnull', True), ('stopped_by__isnull', True)), models.Q(('stopped_at__isnull', False), ('stopped_by__isnull', False)), _connector='OR'), name='mailing_stopped_at_and_by')],
            },
        ),
        migrations.CreateModel(
            name='Recipient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('sent', 'Sent'), ('failed', 'Failed'), ('left-out', 'Stopped following first')], default='waiting', max_length=10)),
                ('claimed_by', models.CharField(blank=True, max_length=64)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('settled_at', models.DateTimeField(null=True)),
                ('error', models.CharField(blank=True, max_length=200)),
                ('follower', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='received', to='following.follower')),
                ('mailing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recipients', to='following.mailing')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['mailing', 'due_at'], name='recipients_that_wait')],
                'constraints': [models.UniqueConstraint(fields=('mailing', 'follower'), name='follower_is_told_once'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', True), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='recipient_state_and_settled_at')],
            },
        ),
    ]
