"""The wording room: Results to sentences, whole in each language."""
