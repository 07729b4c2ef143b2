"""Answers with something that is no choice.

Which answers are there to choose from?
"""
# caught by: alignment_kind_is_one_of_the_choices, alignment_kind_is_right

alignment_kind = "learned"
