"""Answers with something that is no choice.

Which answers are there to choose from?
"""
# caught by: once_a_sentence_is_one_of_the_choices, once_a_sentence_is_right

once_a_sentence = "the keys"
