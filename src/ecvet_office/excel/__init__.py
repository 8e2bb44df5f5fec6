"""Room excel."""
