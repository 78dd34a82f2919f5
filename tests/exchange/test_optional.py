"""What an extra brings is named where it is missing; what is broken within it is not hidden."""

from pathlib import Path

import pytest

from ridehire_partybuild.exchange.optional import needed


def test_a_package_that_is_there_but_lacks_another_is_not_called_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To install the extra again would not help: what Python says is told as it is."""
    (tmp_path / "broken_example.py").write_text("import nowhere_to_be_found\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError, match=r"^No module named 'nowhere_to_be_found'$"):
        needed("broken_example", "excel")
    with pytest.raises(ModuleNotFoundError) as caught:
        needed("nowhere_to_be_found", "excel")
    assert str(caught.value) == (
        "nowhere_to_be_found is not installed: pip install 'ridehire-partybuild[excel]'"
    )
