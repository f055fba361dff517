"""For all tests."""

from __future__ import annotations

import os
import tempfile

from hypothesis import HealthCheck, settings

# How long an example takes, or the making of one, says more of what else the machine does than of the code.
settings.register_profile("padanan", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("padanan")

# What whoever runs the tests has fetched and chosen for themselves is nothing to the tests.
for _place in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
    os.environ[_place] = tempfile.mkdtemp(prefix="padanan-tests-")
os.environ.pop("PADANAN_ENGINE", None)
