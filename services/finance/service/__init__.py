"""What finance does: one function per thing it does, grouped by what it is about."""
