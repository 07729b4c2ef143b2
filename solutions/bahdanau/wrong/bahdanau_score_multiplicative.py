"""Takes Bahdanau's score for a product.

What is done with W s and U h before tanh?
"""
# caught by: bahdanau_score_is_right

bahdanau_score = "multiplicative"
