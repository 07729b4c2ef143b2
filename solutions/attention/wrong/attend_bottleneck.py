"""Puts all the weight on the last word.

This is the model that forgets. Which words has it forgotten?
"""
# caught by: attention_follows_the_decoder_state, attend_puts_your_parts_together,
#   attend_scores_weighs_and_blends, attention_is_right


def attend(decoder_state, encoder_states):
    weights = np.zeros(len(encoder_states))
    weights[-1] = 1.0
    return encoder_states[-1], weights
