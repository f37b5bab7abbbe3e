"""A service's outbox as a feed: dense numbers, given after the commit, served to whoever asks from a cursor.

numbering.py gives the numbers and reads them; relay.py hands what is numbered to the bus; endpoint.py serves
`GET /internal/feed`; client.py asks a peer's.
"""
