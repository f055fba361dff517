"""For all tests."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# How long an example takes, or the making of one, says more of what else the machine does than of the code.
settings.register_profile("padanan", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("padanan")
