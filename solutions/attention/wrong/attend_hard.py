"""Looks at the best word only.

Change a word that does not win. Should the context notice?
"""
# caught by: attention_follows_the_decoder_state, attend_puts_your_parts_together,
#   attend_scores_weighs_and_blends, attention_is_right


def attend(decoder_state, encoder_states):
    best = np.argmax(score(decoder_state, encoder_states))
    weights = np.zeros(len(encoder_states))
    weights[best] = 1.0
    return encoder_states[best], weights
