"""Speed and quality, one command each; figures go to `benchmarks/results`. pySBD installs a package of this name, too."""
