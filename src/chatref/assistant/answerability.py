"""How likely the passages that were found hold the answer. Pure; calibrated by bench/calibrate.py."""

from chatref.knowledge.content import Found


def measures(found: Found) -> dict[str, float]:
    """What the decision is made from, each between about 0 and 1."""
    if not found.hits:
        return {"meaning": 0.0, "coverage": 0.0, "margin": 0.0}
    best = found.hits[0]
    others = [hit.score for hit in found.hits if hit.document != best.document]
    return {
        "meaning": max(hit.meaning for hit in found.hits),
        "coverage": max(hit.coverage for hit in found.hits),
        "margin": best.score - (max(others) if others else 0.0),
    }


def answerability(found: Found) -> float:
    named = measures(found)
    return max(0.0, min(1.0, named["meaning"] + 0.5 * named["coverage"]))


ENOUGH = 0.45
