from emr.models import Encounter


class Recent(Encounter):
    class Meta:
        proxy = True
        permissions = [("archive_recent", "Can archive")]
