CLEAN = True
