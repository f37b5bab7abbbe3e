"""The rules of benefits: values in, values or a fact out; the day is an argument."""
