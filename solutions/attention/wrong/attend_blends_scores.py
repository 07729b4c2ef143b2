"""Blends the scores instead of the states.

What should the decoder receive: a blend of scores, or a blend of states?
"""
# caught by: attend_puts_your_parts_together, one_word_gets_all_the_attention,
#   as_many_words_as_features_are_attended_to, attend_scores_weighs_and_blends, attention_is_right,
#   every_word_matters, large_states_are_no_trouble


def attend(decoder_state, encoder_states):
    scores = score(decoder_state, encoder_states)
    weights = softmax(scores)
    return np.full(encoder_states.shape[1], weights @ scores), weights
