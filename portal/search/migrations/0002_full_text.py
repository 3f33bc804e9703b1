"""The databases' own full text, over words that Python has already folded and stemmed."""

from django.db import migrations

# Words arrive ready: "ascii" parts them at white space alone, and leaves every other letter as it is.
SQLITE = [
    (
        "CREATE VIRTUAL TABLE search_words USING fts5(words, detail=none, columnsize=0, tokenize=\"ascii tokenchars '_'\")",
        "DROP TABLE search_words",
    ),
]
# Long texts stand beside the table, so that the dates of many rows lie on few pages. Without the list of pending
# entries a search never pays for the last writer's work.
POSTGRESQL = [
    ("ALTER TABLE search_entry SET (toast_tuple_target = 128)", "ALTER TABLE search_entry RESET (toast_tuple_target)"),
    # Read by the hundred when they are ranked: as they are, not compressed.
    (
        "ALTER TABLE search_entry ALTER COLUMN words SET STORAGE EXTERNAL",
        "ALTER TABLE search_entry ALTER COLUMN words SET STORAGE EXTENDED",
    ),
    # A function of its own, for its cost: taking a text apart takes a tenth of a millisecond, where PostgreSQL believes
    # that it is nothing, and would rather look at each of a few thousand texts than at the index. In plpgsql, because a
    # function in SQL is put into the query, and its cost forgotten.
    (
        "CREATE FUNCTION search_vector(words text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE"
        " COST 10000 AS $$ BEGIN"
        " RETURN array_to_tsvector(array_remove(regexp_split_to_array(words, '\\s+'), '')); END $$",
        "DROP FUNCTION search_vector",
    ),
    (
        "CREATE INDEX search_words ON search_entry USING gin (search_vector(words)) WITH (fastupdate = off)",
        "DROP INDEX search_words",
    ),
]


def _statements(schema_editor):
    return SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL


def make(apps, schema_editor):
    for statement, _ in _statements(schema_editor):
        schema_editor.execute(statement)


def unmake(apps, schema_editor):
    for _, statement in reversed(_statements(schema_editor)):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(make, unmake)]
