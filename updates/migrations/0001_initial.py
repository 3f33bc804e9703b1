import datetime
import django.db.models.deletion
import django.utils.timezone
import portal.audit.integrity
import updates.models.preview
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('files', '0001_initial'),
        ('priorities', '0001_initial'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='RegionCount',
            fields=[
                ('live_count', models.PositiveIntegerField(default=0, editable=False)),
                ('counted_until', models.DateTimeField(default=datetime.datetime(9999, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), editable=False, verbose_name='when time alone changes the count')),
                ('region', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='regions.region')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('live_count', models.PositiveIntegerField(default=0, editable=False)),
                ('counted_until', models.DateTimeField(default=datetime.datetime(9999, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), editable=False, verbose_name='when time alone changes the count')),
                ('name', models.CharField(max_length=60)),
                ('slug', models.SlugField(max_length=60, unique=True)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Update',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period_from', models.DateField(help_text='The first day of the first month.')),
                ('period_to', models.DateField(help_text='The first day of the last month.')),
                ('special', models.CharField(blank=True, help_text='The name of a special edition.', max_length=60)),
                ('special_slug', models.SlugField(blank=True, max_length=60)),
                ('review_on', models.DateField(blank=True, null=True, verbose_name='when it is due for review')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='from when it is withdrawn')),
                ('withdrawn_reason', models.CharField(blank=True, max_length=500)),
                ('withdrawn_as', models.CharField(blank=True, choices=[('in-error', 'Published in error'), ('superseded', 'Replaced by another update'), ('out-of-date', 'Withdrawn, and still readable')], max_length=12)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='updates', to='regions.region')),
                ('superseded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='updates.update')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-period_to', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('region', 'period_from', 'period_to', 'special_slug'), name='one_update_at_an_address'), models.CheckConstraint(condition=models.Q(('period_to__gte', models.F('period_from'))), name='update_period_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_as', ''), ('withdrawn_at', None), ('withdrawn_by', None), ('withdrawn_reason', '')), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), models.Q(('withdrawn_reason', ''), _negated=True), models.Q(('withdrawn_as', ''), _negated=True)), _connector='OR'), name='update_withdrawn_whole'), models.CheckConstraint(condition=models.Q(('superseded_by__isnull', True), ('withdrawn_as', 'superseded'), _connector='XOR'), name='update_superseded_says_by_what'), models.UniqueConstraint(fields=('id', 'region', 'period_from', 'period_to'), name='update_as_editions_copy_it'), models.UniqueConstraint(fields=('id', 'region'), name='update_as_documents_copy_it')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('in_review', 'In review'), ('approved', 'Approved'), ('published', 'Published'), ('discarded', 'Discarded')], default='draft', max_length=12)),
                ('version', models.PositiveIntegerField(default=1)),
                ('submitted_at', models.DateTimeField(null=True, verbose_name='when it was sent for review')),
                ('due_on', models.DateField(null=True, verbose_name='when the review is due')),
                ('returned_at', models.DateTimeField(null=True)),
                ('comment', models.TextField(blank=True, verbose_name='what the reviewer said')),
                ('approved_at', models.DateTimeField(null=True)),
                ('published_at', models.DateTimeField(null=True, verbose_name='when Publish was pressed')),
                ('published_alone_because', models.CharField(blank=True, max_length=500)),
                ('live_from', models.DateTimeField(null=True)),
                ('live_until', models.DateTimeField(null=True)),
                ('period_from', models.DateField()),
                ('period_to', models.DateField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('edited_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('first_published_at', models.DateTimeField(null=True, verbose_name='when the update was first live')),
                ('last_major_at', models.DateTimeField(null=True, verbose_name='when the update last changed in a way that readers should know')),
                ('is_major', models.BooleanField(default=True, verbose_name='whether readers should know of the change')),
                ('change_note', models.CharField(blank=True, max_length=300, verbose_name='what changed')),
                ('changes', models.JSONField(default=list, help_text='What readers were told, latest first: {at, note}.')),
                ('title', models.CharField(blank=True, max_length=200)),
                ('in_short', models.CharField(blank=True, max_length=600, verbose_name='in short')),
                ('contacts', models.JSONField(default=list, help_text='A list of {post, name, email}.')),
                ('supported_by', models.CharField(blank=True, max_length=300, verbose_name='supported by')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='regions.region')),
                ('returned_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('writers', models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('related', models.ManyToManyField(blank=True, related_name='+', to='updates.update')),
                ('update', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='updates.update')),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(condition=models.Q(('live_from__isnull', False)), fields=['-period_to', '-update', 'live_from', 'live_until'], name='edition_public'), models.Index(condition=models.Q(('live_from__isnull', False)), fields=['region', '-period_to', '-update', 'live_from', 'live_until'], name='edition_public_of_region'), models.Index(condition=models.Q(('live_from__isnull', False)), fields=['update', 'live_from'], name='edition_of_update'), models.Index(condition=models.Q(('live_from__isnull', False)), fields=['live_from', 'live_until'], name='edition_by_moment'), models.Index(condition=models.Q(('live_until__isnull', False)), fields=['live_until'], name='edition_by_end')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ('draft', 'in_review', 'approved'))), fields=('update',), name='one_working_draft_of_an_update'), models.CheckConstraint(condition=models.Q(models.Q(('live_from__isnull', True), ('published_at__isnull', True), ('published_by__isnull', True)), models.Q(('live_from__isnull', False), ('published_at__isnull', False)), _connector='OR'), name='edition_published_whole'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['draft', 'in_review', 'approved', 'discarded']), _negated=True), ('published_at__isnull', True), _connector='OR'), name='edition_draft_is_never_live'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'in_review'), _negated=True), ('submitted_at__isnull', False), _connector='OR'), name='edition_in_review_was_submitted'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'approved'), _negated=True), ('approved_at__isnull', False), _connector='OR'), name='edition_approved_whole'), models.CheckConstraint(condition=models.Q(models.Q(('submitted_at__isnull', True), ('submitted_by__isnull', True)), ('submitted_at__isnull', False), _connector='OR'), name='edition_submitted_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('returned_at__isnull', True), ('returned_by__isnull', True)), ('returned_at__isnull', False), _connector='OR'), name='edition_returned_at_and_by'), models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', True), ('approved_by__isnull', True)), ('approved_at__isnull', False), _connector='OR'), name='edition_approved_at_and_by'), portal.audit.integrity.SameAsParent(fields=('region', 'period_from', 'period_to'), name='edition_same_as_its_update', parent='update'), models.UniqueConstraint(fields=('id', 'update', 'region', 'period_to'), name='edition_as_tags_copy_it'), models.UniqueConstraint(fields=('id', 'region'), name='edition_as_themes_copy_it')],
            },
        ),
        migrations.CreateModel(
            name='PreviewLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('for_whom', models.CharField(max_length=200)),
                ('nonce', models.CharField(default=updates.models.preview._nonce, editable=False, max_length=22)),
                ('expires_at', models.DateTimeField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('update', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='preview_links', to='updates.update')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='preview_link_ended_at_and_by')],
            },
        ),
        migrations.CreateModel(
            name='ImportedDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('found', models.JSONField(help_text='What the importer found, as its `as_json` gives it.')),
                ('original_html', models.TextField(help_text='The whole document, cleaned, to stand beside the check screen.')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('update', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='updates.update')),
            ],
            options={
                'ordering': ['-made_at'],
                'constraints': [portal.audit.integrity.SameAsParent(fields=('region',), name='document_same_as_its_update', parent='update')],
            },
        ),
        migrations.CreateModel(
            name='FormerAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period_from', models.DateField()),
                ('period_to', models.DateField()),
                ('special_slug', models.SlugField(blank=True, max_length=60)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('update', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_addresses', to='updates.update')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(fields=('region', 'period_from', 'period_to', 'special_slug'), name='one_update_was_at_an_address')],
            },
        ),
        migrations.CreateModel(
            name='Tagging',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period_to', models.DateField(null=True)),
                ('live_from', models.DateTimeField(null=True)),
                ('live_until', models.DateTimeField(null=True)),
                ('edition', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='taggings', to='updates.edition')),
                ('region', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taggings', to='updates.tag')),
                ('update', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='updates.update')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('live_from__isnull', False)), fields=['tag', '-period_to', '-update', 'live_from', 'live_until'], name='tagging_public'), models.Index(condition=models.Q(('live_from__isnull', False)), fields=['region', 'tag', '-period_to', '-update', 'live_from', 'live_until'], name='tagging_public_of_region')],
                'constraints': [models.UniqueConstraint(fields=('edition', 'tag'), name='one_tag_on_an_edition'), models.CheckConstraint(condition=models.Q(('live_from__isnull', True), models.Q(('period_to__isnull', False), ('region__isnull', False), ('update__isnull', False)), _connector='OR'), name='tagging_copied_whole'), portal.audit.integrity.SameAsParent(fields=('update', 'region', 'period_to'), name='tagging_same_as_its_edition', parent='edition')],
            },
        ),
        migrations.CreateModel(
            name='Attached',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slot', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='what its address is made of')),
                ('kind', models.CharField(choices=[('picture', 'Picture'), ('document', 'Document')], max_length=8)),
                ('name', models.CharField(max_length=100, verbose_name='the name under which it is saved')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='what readers see of a document')),
                ('alt', models.CharField(blank=True, max_length=300, verbose_name='what a picture shows, in words')),
                ('is_decorative', models.BooleanField(default=False)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('blob', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.blob')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('phone_blob', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.blob')),
                ('edition', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='attached', to='updates.edition')),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='attached', to='updates.importeddocument')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'indexes': [models.Index(fields=['slot'], name='attached_by_slot')],
                'constraints': [models.UniqueConstraint(fields=('edition', 'slot'), name='one_file_of_an_edition_in_a_slot'), models.UniqueConstraint(fields=('document', 'slot'), name='one_file_of_a_document_in_a_slot'), models.CheckConstraint(condition=models.Q(('edition__isnull', False), ('document__isnull', False), _connector='XOR'), name='attached_to_one_thing'), models.CheckConstraint(condition=models.Q(('is_decorative', False), models.Q(('alt', ''), ('kind', 'picture')), _connector='OR'), name='attached_decorative_says_nothing')],
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('heading', models.CharField(blank=True, max_length=200)),
                ('body', models.TextField(blank=True, help_text='Clean rich text.')),
                ('anchor', models.SlugField(max_length=80)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='updates.edition')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'anchor'), name='one_section_at_an_anchor'), models.UniqueConstraint(fields=('id', 'edition'), name='section_as_themes_copy_it')],
            },
        ),
        migrations.CreateModel(
            name='SectionTheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='themes', to='updates.section')),
                ('priority', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='priorities.priority')),
                ('enabler', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='priorities.enabler')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='themes', to='updates.edition')),
                ('plan', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='priorities.plan')),
                ('region', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('priority__isnull', False), ('enabler__isnull', False), _connector='XOR'), name='sectiontheme_is_one_thing'), models.UniqueConstraint(fields=('section', 'priority'), name='one_priority_of_a_section'), models.UniqueConstraint(fields=('section', 'enabler'), name='one_enabler_of_a_section'), portal.audit.integrity.SameAsParent(fields=('edition',), name='sectiontheme_same_as_its_section', parent='section'), portal.audit.integrity.SameAsParent(fields=('region',), name='sectiontheme_same_as_its_edition', parent='edition'), portal.audit.integrity.SameAsParent(fields=('region',), name='sectiontheme_same_as_its_plan', parent='plan'), portal.audit.integrity.SameAsParent(fields=('plan',), name='sectiontheme_same_as_its_priority', parent='priority'), portal.audit.integrity.SameAsParent(fields=('plan',), name='sectiontheme_same_as_its_enabler', parent='enabler')],
            },
        ),
        migrations.AddField(
            model_name='edition',
            name='tags',
            field=models.ManyToManyField(blank=True, related_name='editions', through='updates.Tagging', to='updates.tag'),
        ),
    ]
