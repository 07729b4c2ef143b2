"""Answers with something that is no choice.

Which one of the choices is nearest to what you mean? How many words have a weight above 0?
"""
# caught by: alignment_kind_is_one_of_the_choices, alignment_kind_is_right

alignment_kind = "learned"
