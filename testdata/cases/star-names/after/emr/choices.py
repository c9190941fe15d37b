from django.utils import timezone

LIMIT = 3
ROOMS = [("A", "Room A"), ("B", "Room B")]
SECRET = "what is meant"
KINDS = ["the first star"]


class Ward:
    def __init__(self, *args):
        self.args = args


class Floor:
    pass
