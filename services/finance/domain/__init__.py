"""The rules of finance: values in, values or a fact out; the day is an argument."""
