"""Applies softmax already.

Your scores add up to one. What is left for the next question to do?
"""
# caught by: one_word_is_scored_too, as_many_words_as_features_are_scored, score_is_the_dot_product,
#   each_word_has_its_own_score, attention_is_right


def score(decoder_state, encoder_states):
    products = encoder_states @ decoder_state
    exponentials = np.exp(products - products.max())
    return exponentials / exponentials.sum()
