"""How an enterprise's attention is spent: what may reach it outside the inbox, by which channel, and when."""
