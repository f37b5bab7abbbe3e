"""Shapes of notifications that cross HTTP, by noun."""
