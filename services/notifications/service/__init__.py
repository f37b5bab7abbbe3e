"""What notifications does: writes one message per change of titles, and keeps the inbox."""
