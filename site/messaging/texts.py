"""How long a text message is, as it is charged for: in parts. Pure."""

# GSM 03.38: what fits into seven bits. Those of the second line take two places.
BASIC = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = set("^{}\\[~]|€\f")
ONE, EACH = 160, 153
ONE_UNICODE, EACH_UNICODE = 70, 67


def parts(text):
    """How many it is sent in. One letter outside the small alphabet, such as ’ or ŵ, halves what fits into each."""
    if set(text) <= BASIC | EXTENDED:
        length, one, each = len(text) + sum(letter in EXTENDED for letter in text), ONE, EACH
    else:
        length, one, each = len(text.encode("utf-16-be")) // 2, ONE_UNICODE, EACH_UNICODE
    return 1 if length <= one else -(-length // each)
