"""Answers with something that is no choice.

Which one of the choices is nearest to what you mean? What was False in the mask of question 2?
"""
# caught by: mask_is_for_is_one_of_the_choices, mask_is_for_is_right

mask_is_for = "batches"
