"""Uses the scores as weights.

Do your weights add up to one? What becomes of the scores before you return them?
"""
# caught by: attend_puts_your_parts_together, one_word_gets_all_the_attention,
#   as_many_words_as_features_are_attended_to, attend_scores_weighs_and_blends, attention_is_right,
#   every_word_matters, large_states_are_no_trouble


def attend(decoder_state, encoder_states):
    weights = score(decoder_state, encoder_states)
    return context_vector(weights, encoder_states), weights
