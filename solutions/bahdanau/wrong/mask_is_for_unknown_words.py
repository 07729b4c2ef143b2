"""Thinks that the mask hides words nobody knows.

What was False in the mask of question 2?
"""
# caught by: mask_is_for_is_right

mask_is_for = "unknown words"
