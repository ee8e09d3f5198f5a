"""What passages and answers are weighed with. Written by bench/calibrate.py, not by hand.

Fitted on WixQA (MIT, arXiv 2505.08643), TechQA (Apache-2.0, arXiv 1911.02984) and bench/calibration/questions.jsonl.
"""

# In the order of assistant.ranking.signs.
RANKING = (
    11.32, 5.9, 3.852, 10.55, 5.229,
)  # fmt: skip
# In the order of assistant.answerability.evidence; each with each; and, along each axis of
# knowledge/carrier/axes.npy, how much it tells that a word was missed.
ANSWERABILITY = (
    1.281, 1.613, -4.144, -0.2001, 0.7458, 1.132,
)  # fmt: skip
TOGETHER = (
    0.3309, 2.667, 1.089, -0.33, 1.048, -0.7026, -2.28, -10.82,
    0.08871, -1.103, -0.05291, 6.244, 0.175, -8.114, 8.924, 0.04136,
    -0.5614, -0.02496, 0.5051, 2.902, -2.031,
)  # fmt: skip
MISSED = (
    -7.438, 9.079, -2.753, 5.027, 3.59, 4.765, -7.654, -0.6733,
    1.829, 2.802, -0.2696, -2.225, -0.634, -1.063, 3.319, 0.9289,
    -1.089, -0.5148, 4.292, -3.848, 0.9782, 2.018, 1.17, -5.648,
    5.518, 3.649, 3.34, 0.167, 1.203, -5.021, -5.006, 0.9828,
    -1.729, 2.213, -1.344, 3.169, 2.715, 3.174, 0.02415, -0.6292,
    -0.6715, 2.954, 3.3, 1.465, -1.623, -3.151, -5.2, 0.6937,
    -0.9636, 1.137, 1.795, 1.289, -0.8337, -1.168, -5.483, 1.058,
    3.95, -1.991, 2.787, 2.236, -0.03047, -1.869, 2.82, 1.612,
)  # fmt: skip
BIAS = -1.209
# Below it the assistant says that it found nothing. At most 10% of a batch of answered ones do.
ENOUGH = 0.218
