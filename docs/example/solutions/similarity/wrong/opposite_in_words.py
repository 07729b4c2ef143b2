"""Answers with something that is no choice.

Which answers are there to choose from?
"""
# caught by: opposite_is_one_of_the_choices, opposite_is_right

opposite = "minus one"
