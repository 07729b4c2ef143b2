"""Thinks of another mask, which hides the future.

What was False in the mask of question 2?
"""
# caught by: mask_is_for_is_right

mask_is_for = "future words"
