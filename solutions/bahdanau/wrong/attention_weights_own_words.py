"""Answers with something that is no choice.

Which one of the choices is nearest to what you mean? You translate a sentence that nobody has seen. Where do its attention weights come from?
"""
# caught by: attention_weights_is_one_of_the_choices, attention_weights_is_right

attention_weights = "both"
