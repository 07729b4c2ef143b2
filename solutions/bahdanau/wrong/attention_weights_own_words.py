"""Answers with something that is no choice.

Which answers are there to choose from?
"""
# caught by: attention_weights_is_one_of_the_choices, attention_weights_is_right

attention_weights = "both"
