from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=30)),
                (
                    "key",
                    models.BigIntegerField(
                        help_text="The record that it belongs to, by the number its own app knows it by."
                    ),
                ),
                ("url", models.CharField(max_length=500)),
                ("region", models.CharField(blank=True, max_length=60)),
                ("dated_on", models.DateField()),
                ("audience", models.CharField(default="public", max_length=60)),
                ("live_from", models.DateTimeField()),
                ("live_until", models.DateTimeField(null=True)),
                ("title", models.CharField(max_length=300)),
                ("heading", models.CharField(blank=True, max_length=300)),
                ("text", models.TextField(blank=True)),
                ("words", models.TextField()),
            ],
            options={
                "verbose_name_plural": "entries",
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["kind", "key"], name="search_entry_of_record")],
            },
        ),
    ]
