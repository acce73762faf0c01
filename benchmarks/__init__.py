"""What things cost, as ratios to named baselines that run beside them: ``python -m benchmarks``.

One module a subject. Each has functions that take a `Scale` and return `Row`s; `benchmarks.runner`
names them. Absolute figures of a shared machine mean little; a ratio of two costs that were taken
turn by turn in one run means what it says.
"""
