def logged(made):
    return type("Logged" + made.__name__, (made,), {})
