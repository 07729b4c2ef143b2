"""Keeps whole numbers only.

Print the `dtype` of your scores, and what each line gives. Where did the fractions go?
"""
# caught by: scores_follow_the_decoder_state, the_matching_word_scores_highest, score_is_the_dot_product,
#   attention_is_right


def score(decoder_state, encoder_states):
    scores = np.zeros(len(encoder_states), dtype=int)
    for t in range(len(encoder_states)):
        scores[t] = encoder_states[t] @ decoder_state
    return scores
