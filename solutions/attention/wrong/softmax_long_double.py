"""Uses a wider number type instead of a shift.

Your limit is now near 11,000. What could remove it for good?
"""
# caught by: large_scores_keep_their_weights, a_huge_lead_takes_it_all
# keeps: 10.5 of 12, because only very large scores break it


def softmax(scores):
    exponentials = np.exp(np.asarray(scores, dtype=np.longdouble))
    return (exponentials / exponentials.sum()).astype(float)
