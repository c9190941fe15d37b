"""The models of this app are in its migrations alone."""
