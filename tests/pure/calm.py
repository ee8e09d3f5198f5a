"""Hypothesis on a busy machine: a slow example is no fault."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

CALM = settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
