"""How an outbound message is worded: versioned texts with named gaps, and values that cannot break out of them."""
