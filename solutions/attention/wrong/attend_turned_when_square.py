"""Transposes the states where there are as many words as features.

What is in a row of the states, and what in a column? Can you tell from the shape?
"""
# caught by: as_many_words_as_features_are_attended_to
# keeps: 9.75 of 10, because it is right for all but as many words as features


def attend(decoder_state, encoder_states):
    states = encoder_states.T if encoder_states.shape[1] == len(encoder_states) else encoder_states
    weights = softmax(score(decoder_state, states))
    return context_vector(weights, states), weights
