"""An officer's file (.docx, .pdf, .odt, .txt, .md) becomes the text of a plan, in a child process with limits."""

from bot.documents.faults import DocumentError
from bot.documents.limits import Limits
from bot.documents.model import DocumentText, plan_of
from bot.documents.originals import keep_original, original_file
from bot.documents.reading import read_document

__all__ = ["DocumentError", "DocumentText", "Limits", "keep_original", "original_file", "plan_of", "read_document"]
