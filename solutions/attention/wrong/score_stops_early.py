"""Always gives the last word a score of zero.

Which line makes the scores? Which word does it never come to?
"""
# caught by: scores_follow_the_decoder_state, the_matching_word_scores_highest, score_is_the_dot_product,
#   attention_is_right


def score(decoder_state, encoder_states):
    words = len(encoder_states)
    scores = np.zeros(words)
    for t in range(words - 1):
        scores[t] = np.dot(encoder_states[t], decoder_state)
    return scores
