"""Writes its own softmax, which overflows.

Your softmax copes with large scores. Who computes the weights here?
"""
# caught by: large_states_are_no_trouble
# keeps: 9.5 of 10, because only very large scores break it


def attend(decoder_state, encoder_states):
    exponentials = np.exp(score(decoder_state, encoder_states))
    weights = exponentials / exponentials.sum()
    return context_vector(weights, encoder_states), weights
