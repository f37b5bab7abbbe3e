"""The floor: what every service stands on. It knows no service."""
