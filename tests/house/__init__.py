"""The project itself: layers, documentation, requirements, packages, deployment, benchmarks."""
