try:
    from emr import models as em
except ImportError:
    em = None

HELP = em.by_fallback
