from wagtail.blocks import CharBlock, PageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

VISIT = SnippetChooserBlock("emr.Encounter", required=False)
SIGNS = SnippetChooserBlock("emr.VitalSigns")
PAGE = PageChooserBlock(page_type=["emr.encounter", "emr.VitalSigns"])
TITLE = CharBlock("emr.Encounter")
