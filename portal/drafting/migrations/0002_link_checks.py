import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("drafting", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="LinkCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(max_length=2000, unique=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("answered", "answered"),
                            ("gone", "gone: there is no such page or no such site"),
                            ("unreachable", "not reached, or answered with an error: perhaps only for now"),
                            ("refused", "lets only people look"),
                            ("not_asked", "not asked: readers of this site can't open it"),
                        ],
                        max_length=12,
                    ),
                ),
                ("said", models.CharField(blank=True, max_length=200)),
                ("checked_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["address"],
                "indexes": [models.Index(fields=["checked_at"], name="link_by_moment")],
            },
        ),
    ]
