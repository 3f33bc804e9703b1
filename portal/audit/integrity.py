"""What a child row copies from its parent and the two must go on saying alike, kept so by the database itself."""

from django.core import checks
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import BaseConstraint, UniqueConstraint


class SameAsParent(BaseConstraint):
    """The child's `fields` hold what the fields of the same names hold in the row that its foreign key `parent` names.

    For what a row is filtered by and may never differ in, such as region and authority of a confidential row. It is
    a foreign key over several columns, so whatever writes is refused, when it commits: a child that differs, and
    a parent that changes under its children. One of `fields` that is empty (NULL) is a copy not yet made: the row is
    not checked. The parent's Meta names what is copied from it, with its key first:

        UniqueConstraint(fields=["id", "region"], name="plan_as_its_children_copy_it")     # on Plan
        SameAsParent(parent="plan", fields=["region"], name="action_same_as_its_plan")     # on Action
    """

    def __init__(self, *, parent, fields, name):
        super().__init__(name=name)
        self.parent, self.fields = parent, tuple(fields)

    def __repr__(self):
        return f"<SameAsParent: parent={self.parent!r} fields={self.fields!r} name={self.name!r}>"

    def __eq__(self, other):
        return isinstance(other, SameAsParent) and self.deconstruct() == other.deconstruct()

    def __hash__(self):
        return hash((self.name, self.parent, self.fields))

    def deconstruct(self):
        path, arguments, keywords = super().deconstruct()
        keywords.pop("violation_error_message", None)
        return path, arguments, keywords | {"parent": self.parent, "fields": self.fields}

    def constraint_sql(self, model, schema_editor):
        """Return the part of CREATE TABLE where that is the only way, in SQLite; nothing where it is added later."""
        if schema_editor.connection.vendor == "sqlite":
            return self._clause(model, schema_editor)
        return self.create_sql(model, schema_editor)

    def create_sql(self, model, schema_editor):
        # Last in the migration: what it refers to on the parent may be made after it.
        table = schema_editor.quote_name(model._meta.db_table)
        schema_editor.deferred_sql.append(f"ALTER TABLE {table} ADD {self._clause(model, schema_editor)}")

    def _clause(self, model, schema_editor):
        quote, link = schema_editor.quote_name, model._meta.get_field(self.parent)
        parent = link.remote_field.model._meta
        child_columns = [link.column, *(model._meta.get_field(name).column for name in self.fields)]
        parent_columns = [parent.pk.column, *(parent.get_field(name).column for name in self.fields)]
        # Compared at commit, as Django's own foreign keys are: a restore writes children before parents.
        return "CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} ({}) DEFERRABLE INITIALLY DEFERRED".format(
            quote(self.name),
            ", ".join(map(quote, child_columns)),
            quote(parent.db_table),
            ", ".join(map(quote, parent_columns)),
        )

    def remove_sql(self, model, schema_editor):
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS):
        """Say nothing: these fields are on no form, so whoever fills one in could not mend it."""

    def _check(self, model, connection):
        """Return an error when the parent lacks the unique constraint that the columns must refer to."""
        parent = model._meta.get_field(self.parent).remote_field.model
        wanted = (parent._meta.pk.name, *self.fields)
        for constraint in parent._meta.constraints:
            if isinstance(constraint, UniqueConstraint) and constraint.fields == wanted and not constraint.condition:
                return []
        hint = f"Add UniqueConstraint(fields={list(wanted)}, name=…) to {parent.__name__}.Meta."
        return [
            checks.Error(f"{self.name} copies what its parent does not offer.", hint=hint, obj=model, id="audit.E001")
        ]


class CopiesParent(models.Model):
    """A row that fills in, when it is first saved, what its SameAsParent constraints say that it copies: no form and
    no caller gives it. `bulk_create` doesn't, so it needs the fields given."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self._state.adding:
            for constraint in self._meta.constraints:
                if isinstance(constraint, SameAsParent):
                    self._copy(getattr(self, constraint.parent), constraint.fields)
        super().save(*args, **kwargs)

    def _copy(self, parent, names):
        for name in names if parent is not None else ():
            column = self._meta.get_field(name).attname
            if getattr(self, column) is None:
                setattr(self, column, getattr(parent, column))
