BASE = "."
