"""Loses an axis of the states where there is a single word.

With one word, what shape have the two that you multiply? Which line makes that shape?
"""
# caught by: one_word_is_its_own_context, one_feature_is_blended_too, attention_is_right
# keeps: 9 of 10, because only the shapes for a single word and a single feature are wrong


def context_vector(weights, encoder_states):
    return np.squeeze(weights) @ np.squeeze(encoder_states)
