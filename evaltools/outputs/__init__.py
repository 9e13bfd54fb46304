"""Output folders of runs read back, what differs between two of them, and the same in words."""
