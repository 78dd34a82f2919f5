"""Law 16: no secret text anywhere."""

from collections.abc import Iterable

from ridehire_partybuild.testing.leaks import leaks

from .broken import hold

__all__ = ["no_secret_leaks"]


def no_secret_leaks(secrets: Iterable[str], texts: Iterable[str]) -> None:
    """Law 16: ``secrets`` (as of `.leaks.secrets_of`) stand in none of ``texts``, however written.

    The message shows what stands around a secret, never the secret.
    """
    sentence = "no secret text in any repr, error, log, calendar or public view"
    found = leaks(secrets, texts)
    hold(16, sentence, true=not found, shown=found)
