"""人才权利: named, applied for, decided, and held to titles and offices."""
