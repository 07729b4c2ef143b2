"""Chooses neither of the two.

Do the weights change from one output word to the next, or do they not?
"""
# caught by: static_or_dynamic_is_one_of_the_choices, static_or_dynamic_is_right

static_or_dynamic = "it depends"
