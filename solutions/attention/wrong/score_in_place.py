"""Multiplies into the caller's array.

Print encoder_states before and after your call. What happened to it?
"""
# caught by: score_takes_whole_numbers, score_leaves_its_inputs_alone, attend_puts_your_parts_together,
#   one_word_gets_all_the_attention, attend_takes_whole_numbers, attend_leaves_its_inputs_alone,
#   attend_scores_weighs_and_blends, attention_is_right, every_word_matters, large_states_are_no_trouble


def score(decoder_state, encoder_states):
    encoder_states *= decoder_state
    return encoder_states.sum(axis=1)
