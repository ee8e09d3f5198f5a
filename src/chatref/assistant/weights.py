"""What passages and answers are weighed with. Written by bench/calibrate.py, not by hand.

Fitted on WixQA (MIT, arXiv 2505.08643), TechQA (Apache-2.0, arXiv 1911.02984) and bench/calibration/questions.jsonl.
"""

# Nearness of the passage, its share of the question's terms, nearness of its words.
RANKING = (11.73, 5.983, 6.862)
# In the order of assistant.answerability.Measures.
ANSWERABILITY = (3.415, 1.204, 0.2457, 2.285, -0.01423)
BIAS = -4.873
# Below it the assistant says that it found nothing. 10% of our own answerable questions lie there.
ENOUGH = 0.252
