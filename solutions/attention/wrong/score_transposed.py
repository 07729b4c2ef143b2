"""Multiplies from the wrong side: adds up over the words, not over the features.

Why does this run for 2 words with 2 features, and not for 3 words with 2?
"""
# caught by: one_score_per_word, scores_follow_the_decoder_state, the_matching_word_scores_highest,
#   score_leaves_its_inputs_alone, score_is_the_dot_product, attention_is_right


def score(decoder_state, encoder_states):
    return np.dot(encoder_states.T, decoder_state)
