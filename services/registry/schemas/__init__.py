"""Shapes of the registry that cross HTTP. Money in yuan strings; never a table."""
