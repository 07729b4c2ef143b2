"""Answers with something that is no choice.

Which answers are there to choose from?
"""
# caught by: bahdanau_score_is_one_of_the_choices, bahdanau_score_is_right

bahdanau_score = "a sum"
