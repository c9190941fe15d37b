def changes(user):
    return user.has_perm("emr.view_historicalencounter") and user.has_perm("emr.view_loggedencounter")
