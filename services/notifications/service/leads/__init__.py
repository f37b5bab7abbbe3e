"""招引线索: recorded, assigned, followed to where they lead."""
