"""供需对接: posted, looked at, answered, matched, and what time does."""
