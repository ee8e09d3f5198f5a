"""What passages and answers are weighed with. Written by bench/calibrate.py, not by hand.

Fitted on WixQA (MIT, arXiv 2505.08643), TechQA (Apache-2.0, arXiv 1911.02984) and bench/calibration/questions.jsonl.
"""

# In the order of assistant.ranking.signs.
RANKING = (11.22, 5.455, 3.564, 10.89, 5.387)
# In the order of assistant.answerability.evidence; then, along each axis of knowledge/carrier/axes.npy, how much it
# tells that a word was missed.
ANSWERABILITY = (2.675, -0.7023, -6.74, -0.7646, 0.6566, 1.051)
MISSED = (
    -7.94, 7.873, -1.804, 6.592, 4.533, 7.042, -8.886, 0.4118,
    3.427, 1.075, 0.3211, -3.977, -1.066, -2.782, 2.738, 0.3328,
    -1.011, -0.5973, 3.713, -5.434, -0.8169, 1.259, 1.778, -5.587,
    5.446, 4.354, 3.969, -0.3767, 1.463, -6.188, -5.958, 1.76,
    -1.707, 2.499, -1.288, 3.942, 3.497, 2.137, -0.4306, 0.0858,
    -0.3532, 2.6, 4.7, 0.3197, -0.05617, -2.247, -4.314, 0.7945,
    0.1141, 1.182, 3.144, 0.1225, -2.033, 0.6295, -4.885, 0.404,
    3.106, -1.555, 4.585, 1.811, 0.297, -2.645, 2.487, 1.309,
)  # fmt: skip
BIAS = 0.01947
# Below it the assistant says that it found nothing. At most 10% of a batch of answered ones do.
ENOUGH = 0.2
