"""Loans: taken from whoever tells of them, read by those whom they concern, subsidised by the year."""
