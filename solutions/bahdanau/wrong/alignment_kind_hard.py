"""Takes the largest weight for the only one.

How many words have a weight above 0?
"""
# caught by: alignment_kind_is_right

alignment_kind = "hard"
