"""What passages and answers are weighed with. Written by bench/calibrate.py, not by hand.

Fitted on WixQA (MIT, arXiv 2505.08643), TechQA (Apache-2.0, arXiv 1911.02984) and bench/calibration/questions.jsonl.
"""

# Nearness of the passage, its share of the question's terms, nearness of its words.
RANKING = (11.2, 5.316, 7.552)
# In the order of assistant.answerability.Measures.
ANSWERABILITY = (2.096, 0.5258, 0.2643, 1.929, -0.1432)
BIAS = -3.341
# Below it the assistant says that it found nothing. 10% of our own answerable ones lie there.
ENOUGH = 0.205
