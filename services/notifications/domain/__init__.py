"""The rules of notifications, by noun: values in, words out; no database, no clock."""
