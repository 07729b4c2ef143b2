"""Multiplies the wrong way round where both ways fit.

Where there are as many words as features, both ways fit. Which of them is right?
"""
# caught by: as_many_words_as_features_are_blended
# keeps: 9.75 of 10, because it is right for all but as many words as features


def context_vector(weights, encoder_states):
    states = np.asarray(encoder_states)
    if states.shape[1] == len(weights):
        states = states.T
    return weights @ states
