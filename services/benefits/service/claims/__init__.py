"""兑付: claims made by enterprises, moved by officers, held by what the registry tells, settled by the bank."""
