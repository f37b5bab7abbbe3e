"""What the zone is worth in speed, always beside the usual way: `python -m tests.bench [case]`."""
