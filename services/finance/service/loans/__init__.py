"""Loans: reported by institutions in batches, told to benefits, read by those whom they concern."""
