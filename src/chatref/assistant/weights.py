"""What passages and answers are weighed with. Written by bench/calibrate.py, not by hand.

Fitted on WixQA (MIT, arXiv 2505.08643), TechQA (Apache-2.0, arXiv 1911.02984) and bench/calibration/questions.jsonl.
"""

# In the order of assistant.ranking.signs.
RANKING = (10.42, 4.925, 4.368, 10.62, 6.215)
# In the order of assistant.answerability.Measures.
ANSWERABILITY = (2.881, -1.476, -7.13, -0.714, 0.5702, 1.091)
BIAS = 0.3594
# Below it the assistant says that it found nothing. 8% of our own answerable ones lie there.
ENOUGH = 0.248
