"""Answers with something that is no choice.

Which answers are there to choose from?
"""
# caught by: mask_is_for_is_one_of_the_choices, mask_is_for_is_right

mask_is_for = "batches"
