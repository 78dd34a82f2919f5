"""Zip archives without the moment at which they were made."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

__all__ = ["undated"]


def undated(archive: bytes) -> bytes:
    """Return a zip archive with its members as they are, and no date of its making.

    >>> first, second = BytesIO(), BytesIO()
    >>> for file, year in ((first, 2001), (second, 2002)):
    ...     with ZipFile(file, "w") as made:
    ...         made.writestr(ZipInfo("a.xml", (year, 1, 1, 0, 0, 0)), "<a/>")
    >>> undated(first.getvalue()) == undated(second.getvalue())
    True
    """
    last = BytesIO()
    with ZipFile(BytesIO(archive)) as dated, ZipFile(last, "w", ZIP_DEFLATED) as made:
        for member in dated.infolist():
            # a ZipInfo without a date bears the first that a zip can tell
            made.writestr(ZipInfo(member.filename), dated.read(member), ZIP_DEFLATED)
    return last.getvalue()
