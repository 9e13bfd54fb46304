"""The run room: the only one that knows papermill, and the only one that writes reports."""
