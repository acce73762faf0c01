"""The desk of a review: decisions of people, their exchange with other programs, the flow."""
