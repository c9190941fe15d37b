ROOMS = [("A", "Room A")]
