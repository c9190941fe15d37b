"""What judge.py asks Django, and how."""
