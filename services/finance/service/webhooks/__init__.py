"""Webhooks: endpoints and what their institutions do with them, the worker that tells, and who is behind."""
