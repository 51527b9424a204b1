"""The functions every sentence of the core and the command line passes through, for translation."""


def tr(text: str, /, **values: object) -> str:
    """Return `text` with its `{names}` filled in.

    Whole sentences only, with named places, so that a translation may order them as its language needs.
    """
    return text.format(**values) if values else text


def trn(one: str, many: str, n: int, /, **values: object) -> str:
    """Return `one` when `n` is 1, else `many`, with `{n}` and the other names filled in."""
    return tr(one if n == 1 else many, n=n, **values)
