"""Takes opposite for unrelated.

Which angle is between a vector and its negative, and which has cosine 0?
"""
# caught by: opposite_is_right

opposite = "0"
