"""Loops over every index, and fills arrays made beforehand."""


def score(decoder_state, encoder_states):
    words, features = encoder_states.shape
    scores = np.zeros(words)
    for t in range(words):
        for i in range(features):
            scores[t] += encoder_states[t, i] * decoder_state[i]
    return scores


def softmax(scores):
    largest = scores[0]
    for s in scores:
        if s > largest:
            largest = s
    weights = np.zeros(len(scores))
    total = 0.0
    for t in range(len(scores)):
        weights[t] = np.exp(scores[t] - largest)
        total += weights[t]
    for t in range(len(scores)):
        weights[t] /= total
    return weights


def context_vector(weights, encoder_states):
    context = np.zeros(encoder_states.shape[1])
    for t in range(len(weights)):
        context += weights[t] * encoder_states[t]
    return context
