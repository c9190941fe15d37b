from billing.travel import Stay, Visit

ALL = [Stay, Visit]
