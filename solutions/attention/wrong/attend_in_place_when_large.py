"""Shrinks the caller's decoder state when scores are large.

Which array do you scale down, your own or the caller's?
"""
# caught by: attend_leaves_its_inputs_alone
# keeps: 9.5 of 10, because its answers are right; it spoils large inputs


def attend(decoder_state, encoder_states):
    weights = softmax(score(decoder_state, encoder_states))
    context = context_vector(weights, encoder_states)
    largest = np.abs(encoder_states @ decoder_state).max()
    if largest > 50:
        decoder_state /= largest
    return context, weights
