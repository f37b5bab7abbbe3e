"""Deliveries: queueing what is planned, the workers that carry it out, receipts, and what is shown of it."""
