"""The rules of the house, as tests: a rule without a test is a wish."""
