"""What the registry does: one function per thing it does, grouped by what it is about."""
