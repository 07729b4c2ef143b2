"""Scales the caller's states while blending.

A decoder attends many times. What do the encoder states look like the second time?
"""
# caught by: attend_takes_whole_numbers, attend_leaves_its_inputs_alone
# keeps: 9 of 10, because its answers are right; it spoils its inputs


def attend(decoder_state, encoder_states):
    weights = softmax(score(decoder_state, encoder_states))
    encoder_states *= weights[:, None]
    return encoder_states.sum(axis=0), weights
