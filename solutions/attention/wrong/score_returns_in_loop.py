"""Returns after the first word.

How many scores are made when your function returns? Which line makes it return?
"""
# caught by: scores_follow_the_decoder_state, the_matching_word_scores_highest, score_is_the_dot_product,
#   attention_is_right


def score(decoder_state, encoder_states):
    scores = np.zeros(len(encoder_states))
    for t, state in enumerate(encoder_states):
        scores[t] = state @ decoder_state
        return scores
