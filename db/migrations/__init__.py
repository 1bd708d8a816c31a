"""Alembic migrations of our own store; run at every start through Store.upgrade."""
