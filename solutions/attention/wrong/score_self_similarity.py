"""Compares each word with itself.

Who asks the question here: the decoder, or the words?
"""
# caught by: scores_follow_the_decoder_state, the_matching_word_scores_highest, score_is_the_dot_product,
#   attention_is_right


def score(decoder_state, encoder_states):
    return np.sum(encoder_states * encoder_states, axis=1)
