"""Adds the decoder state to the context.

Take what is expected off what you have. Which vector is left?
"""
# caught by: attend_puts_your_parts_together, one_word_gets_all_the_attention,
#   as_many_words_as_features_are_attended_to, attend_scores_weighs_and_blends, attention_is_right,
#   large_states_are_no_trouble


def attend(decoder_state, encoder_states):
    weights = softmax(score(decoder_state, encoder_states))
    return context_vector(weights, encoder_states) + decoder_state, weights
