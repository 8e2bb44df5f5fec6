"""Room credit."""
