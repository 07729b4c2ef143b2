"""Returns the scores in the place of the weights.

Do the numbers you return second add up to one?
"""
# caught by: attend_puts_your_parts_together, one_word_gets_all_the_attention,
#   as_many_words_as_features_are_attended_to, attend_scores_weighs_and_blends, attention_is_right,
#   large_states_are_no_trouble


def attend(decoder_state, encoder_states):
    scores = score(decoder_state, encoder_states)
    return context_vector(softmax(scores), encoder_states), scores
