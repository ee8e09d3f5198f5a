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
    1.411, 0.9212, -0.542, 1.782, 0.02913, 0.11, 1.647,
)  # fmt: skip
TOGETHER = (
    0.4202, 2.098, 2.647, -1.09, -0.2546, 1.013, -0.5437, -2.946,
    -7.303, 2.208, 0.04643, -1.342, 0.09864, 0.02068, -3.478, -0.1487,
    -4.765, 6.954, 0.388, -0.4735, 1.255, -0.8205, 0.06429, -0.456,
    0.02655, 0.3852, 3.009, -2.088,
)  # fmt: skip
MISSED = (
    -7.457, 9.337, -2.896, 5.176, 3.774, 4.301, -7.745, -1.16,
    1.873, 2.783, -0.2994, -2.338, -0.6603, -1.161, 3.402, 1.596,
    -1.08, -0.547, 3.873, -3.865, 1.048, 1.915, 0.9062, -5.332,
    5.602, 3.922, 3.574, -0.1251, 0.9352, -4.992, -5.086, 1.103,
    -1.644, 2.055, -1.318, 3.431, 2.519, 3.17, 0.147, -0.6082,
    -0.6172, 3.111, 3.452, 1.33, -1.506, -2.956, -5.121, 0.6434,
    -1.114, 0.9386, 1.918, 1.354, -1.234, -1.462, -5.812, 0.9593,
    3.644, -1.991, 2.694, 2.28, -0.1223, -2.045, 3.146, 1.28,
)  # fmt: skip
BIAS = -2.718
# Below it the assistant says that it found nothing. At most 10% of a batch of answered ones do.
ENOUGH = 0.209
