"""The index, and its full-text side: FTS5 kept in step by triggers on SQLite, a made column on PostgreSQL."""

from django.db import migrations, models

# Words come in made equal, so the simplest tokenizer does: all but ASCII signs belongs to a word. Positions are not
# needed (detail=none), and beginnings of two to four letters have an index of their own.
SQLITE = (
    """
    CREATE VIRTUAL TABLE search_index USING fts5(
        tokens, content='search_entry', content_rowid='id', detail=none, columnsize=0, prefix='2 3 4',
        tokenize="ascii tokenchars ':=._-'"
    )
    """,
    """
    CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
        INSERT INTO search_index(rowid, tokens) VALUES (new.id, new.tokens);
    END
    """,
    """
    CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN
        INSERT INTO search_index(search_index, rowid, tokens) VALUES ('delete', old.id, old.tokens);
    END
    """,
    """
    CREATE TRIGGER search_entry_changed AFTER UPDATE OF tokens ON search_entry BEGIN
        INSERT INTO search_index(search_index, rowid, tokens) VALUES ('delete', old.id, old.tokens);
        INSERT INTO search_index(rowid, tokens) VALUES (new.id, new.tokens);
    END
    """,
)
POSTGRESQL = (
    # Each lexeme is `<kind>~<word>`: the index reads the entries of one kind only.
    """
    ALTER TABLE search_entry ADD COLUMN lexemes tsvector GENERATED ALWAYS AS
        (array_to_tsvector(string_to_array(trim(replace(tokens, ' ', ' ' || kind || '~')), ' '))) STORED
    """,
    # What was written last is looked through one by one unless it goes into the index at once.
    "CREATE INDEX search_entry_lexemes ON search_entry USING gin (lexemes) WITH (fastupdate = off)",
    # Beginnings of titles, whatever collation the database has.
    "CREATE INDEX search_entry_title_c ON search_entry (kind, title text_pattern_ops)",
)


def make(apps, editor):
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def take_away(apps, editor):
    if editor.connection.vendor == "sqlite":
        for name in ("added", "removed", "changed"):
            editor.execute(f"DROP TRIGGER search_entry_{name}")
        editor.execute("DROP TABLE search_index")
    else:
        editor.execute("ALTER TABLE search_entry DROP COLUMN lexemes")
        editor.execute("DROP INDEX search_entry_title_c")


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=60, verbose_name="kind")),
                ("key", models.CharField(max_length=80, verbose_name="key")),
                ("row", models.BigIntegerField(null=True, verbose_name="primary key of the row")),
                ("city", models.BigIntegerField(null=True, verbose_name="primary key of the city")),
                ("code", models.CharField(blank=True, max_length=40, verbose_name="code")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("tokens", models.TextField(verbose_name="words")),
            ],
            options={
                "verbose_name": "entry",
                "verbose_name_plural": "entries",
                "indexes": [
                    models.Index(fields=["kind", "row"], name="search_row"),
                    models.Index(fields=["kind", "code"], name="search_code"),
                    models.Index(fields=["kind", "title"], name="search_title"),
                    models.Index(fields=["kind", "city", "title"], name="search_city_title"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=["kind", "key"], name="search_entry_once"),
                ],
            },
        ),
        migrations.RunPython(make, take_away),
    ]
