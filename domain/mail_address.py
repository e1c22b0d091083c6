"""Mail addresses (S0 メールアドレス: 半角英数字記号), the old ones of the carriers included."""

import re

from domain.characters import clean
from domain.errors import FieldLeftEmpty, FieldTooLong, MailAddressLacksAt, MailAddressMalformed

MOST = 254  # characters of an address (RFC 5321)
LOCAL_MOST = 64


def parse_mail_address(text: str) -> str:
    """The address with its domain in lower case. Nothing is asked of the network.

    Full-width letters and ＠ are understood. docomo and au once gave out addresses with dots in a row or before
    the @, which the standard forbids and which still receive mail: those domains are held to a looser rule.
    """
    address = clean(text).removeprefix("mailto:").replace(" ", "")
    if not address:
        raise FieldLeftEmpty(field="mail_address")
    if len(address) > MOST:
        raise FieldTooLong(field="mail_address", typed=len(address), most=MOST)
    if address.count("@") != 1:
        raise MailAddressLacksAt(signs=address.count("@"))
    local, domain = address.split("@")
    domain = domain.lower()
    if domain in OLD_CARRIERS:
        if not _LOOSE.fullmatch(local) or len(local) > LOCAL_MOST:
            raise MailAddressMalformed
        return f"{local}@{domain}"
    return _strict(f"{local}@{domain}")


def _strict(address: str) -> str:
    import email_validator  # Loaded at the first address, see phone.py.

    if not address.isascii():
        raise MailAddressMalformed
    try:
        return email_validator.validate_email(
            address, check_deliverability=False, allow_smtputf8=False, test_environment=True
        ).normalized
    except email_validator.EmailNotValidError:
        raise MailAddressMalformed from None


OLD_CARRIERS = frozenset({"docomo.ne.jp", "ezweb.ne.jp", "au.com", "ido.ne.jp", "t.vodafone.ne.jp"})
_LOOSE = re.compile(r"[A-Za-z0-9._+/?%&~=!#$'*^`{|}-]+")
