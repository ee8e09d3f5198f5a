"""What passages and answers are weighed with. Written by bench/calibrate.py, not by hand.

Fitted on WixQA (MIT, arXiv 2505.08643), TechQA (Apache-2.0, arXiv 1911.02984) and bench/calibration/questions.jsonl.
"""

# Nearness of the passage, its share of the question's terms, nearness of its words.
RANKING = (11.24, 5.193, 7.663)
# In the order of assistant.answerability.Measures.
ANSWERABILITY = (2.078, 0.5245, 0.2818, 1.83, -0.1374)
BIAS = -3.331
# Below it the assistant says that it found nothing. 10% of our own answerable questions lie there.
ENOUGH = 0.204
