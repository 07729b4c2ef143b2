"""Takes the weights of the words for weights that are learned.

You translate a sentence that nobody has seen. Where do its attention weights come from?
"""
# caught by: attention_weights_is_right

attention_weights = "trained"
