"""Answers with something that is no choice.

Which one of the choices is nearest to what you mean? Which of the four has no decoder state in it?
"""
# caught by: once_a_sentence_is_one_of_the_choices, once_a_sentence_is_right

once_a_sentence = "the keys"
