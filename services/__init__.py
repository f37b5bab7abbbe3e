"""The four services. None imports another; what they share is the floor and the published language."""
