"""Shapes of benefits that cross HTTP. Money in yuan strings; never a table."""
