"""Parameters with names of their own, taken by position alone; tuples and lists returned."""


def score(question, words, /):
    return tuple(float(word @ question) for word in words)


def softmax(fits, /):
    shares = np.exp(np.asarray(fits) - np.max(fits))
    return tuple(float(share) for share in shares / shares.sum())


def context_vector(shares, words, /):
    return tuple(float(number) for number in np.asarray(shares) @ words)


def attend(question, words, /):
    shares = softmax(score(question, words))
    return [context_vector(shares, words), shares]


def decode(question, words, move, count, /):
    pairs = []
    for _ in range(count):
        context, shares = attend(question, words)
        output, question = move(np.asarray(context), question)
        pairs.append((output, shares))
    return list(zip(*pairs, strict=True))
