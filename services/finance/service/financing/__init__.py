"""Applications for financing: sent, answered, chosen from, and what time does to them.

files       one application as it lies in the database, and how a change of it is written and told
submitting  one form to several institutions
answering   what institutions do
choosing    what the enterprise does with the answers
comparing   offers side by side
showing     who sees what
deadlines   reminders and expiries
"""
