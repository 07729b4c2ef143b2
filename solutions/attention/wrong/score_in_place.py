"""Multiplies into the caller's array.

Print encoder_states before and after your call. What happened to it?
"""
# caught by: score_takes_whole_numbers, score_leaves_its_inputs_alone, attention_is_right
# keeps: 9 of 10, because its answers are right; it spoils its inputs


def score(decoder_state, encoder_states):
    encoder_states *= decoder_state
    return encoder_states.sum(axis=1)
