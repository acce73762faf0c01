"""The site kept as files: every link, list and download of a snapshot, read from a disk."""
