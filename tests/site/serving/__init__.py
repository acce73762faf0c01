"""The server: requests, limits, origins, states, and a new publication under it."""
