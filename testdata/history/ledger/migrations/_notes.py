raise ImportError("no migration")
