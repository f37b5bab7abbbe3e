"""The rules of the registry, each file a noun of the business. No database, no clock: values in, values out."""
