"""Loans as their institutions report them: entries that are only ever added, and what they say together."""
