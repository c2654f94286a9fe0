"""What Alembic runs to migrate: over the connection that it was handed, in one transaction."""

from alembic import context

from cdshooks.records.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
