"""Turns the sign round.

Give it a word equal to the decoder state, and the opposite word. Which of them wins?
"""
# caught by: the_matching_word_scores_highest, score_is_the_dot_product, attention_is_right


def score(decoder_state, encoder_states):
    return -np.dot(encoder_states, decoder_state)
