"""The one sender of what leaves the zone over HTTP: webhooks, and whatever else is told to strangers.

targets    what may be called at all: https, two ports, and at the moment of the call public addresses only
sender     one attempt: resolve, check, connect to the very address that was checked, send, keep status and class
signing    Standard Webhooks: who received it can tell that it is ours, whole, and of now
schedule   when to try again, over three days
"""
