"""Takes the encoder states as they are or turned round, whichever way the sizes fit.

Where there are as many words as features, sizes fit both ways round. Which way does your code take there?
"""
# caught by: as_many_words_as_features_are_scored
# keeps: 9.75 of 10, because it is right for all but as many words as features


def score(decoder_state, encoder_states):
    try:
        return decoder_state @ encoder_states
    except ValueError:
        return encoder_states @ decoder_state
