"""Shapes of finance that cross HTTP. Money in yuan strings; never a table."""
