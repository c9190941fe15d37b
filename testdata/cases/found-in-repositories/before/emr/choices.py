ROOMS = ["a", "b"]
