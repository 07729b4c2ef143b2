"""Answers with something that is no choice.

Which one of the choices is nearest to what you mean? What is done with W s and U h before tanh?
"""
# caught by: bahdanau_score_is_one_of_the_choices, bahdanau_score_is_right

bahdanau_score = "a sum"
