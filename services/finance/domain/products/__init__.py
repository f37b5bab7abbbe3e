"""金融产品: what an institution offers, whom it suits, and what it costs to the fen.

offers    the terms of a product
costs     interest, fees and subsidy, line by line
matching  whom it suits on a day, and in which order
"""
