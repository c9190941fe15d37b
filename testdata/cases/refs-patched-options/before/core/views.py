def f(user):
    return user.has_perm("emr.sign_off")
