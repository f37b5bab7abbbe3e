"""A service's audit trail: who did what, written in the transaction that did it, and sealed after the commit.

chain.py links a row to the one before it; sealing.py gives committed rows their numbers and hashes; trail.py reads
and checks them; reading.py serves auditors; migration.py makes the tables of a service checkable.
"""
