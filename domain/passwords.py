"""Passwords (W-08), user IDs and secret questions (W-10).

Hashing is argon2id; the cost is a named setting so that tests need not pay it.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from domain.characters import clean, shown
from domain.errors import (
    FieldTooLong,
    PasswordCharacterNotAllowed,
    PasswordLacks,
    PasswordTooCommon,
    PasswordTooLong,
    PasswordTooShort,
    PasswordUsedBefore,
    SecretAnswerTooShort,
    SecretQuestionUnknown,
    UserIdCharacter,
    UserIdLength,
)

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LEAST = 8  # characters (W-08)
MOST = 200  # characters; the sources name no limit, but hashing megabytes would be an attack.
REMEMBERED = 3  # passwords that may not come again (W-08 直近(3回分))
SPECIALS = "=~|`+*{}<>?_-^@;:[],./\\!\"#$%&'() "  # W-08, S0: exactly these and the half-width space
USER_ID_LEAST, USER_ID_MOST = 6, 20  # characters; the sources are silent, see parse_user_id
ANSWER_LEAST, ANSWER_MOST = 2, 60  # characters of a secret answer
SECRET_QUESTIONS = (  # Keys of sentences; the sources do not list the questions.
    "first_school",
    "mothers_birthplace",
    "first_pet",
    "favourite_teacher",
    "childhood_friend",
    "honeymoon",
    "favourite_book",
    "first_job",
)


class Cost(NamedTuple):
    """What a hash costs: rounds, memory in KiB, threads."""

    time_cost: int
    memory_cost: int
    parallelism: int


COST = Cost(time_cost=2, memory_cost=19 * 1024, parallelism=1)  # 23 ms on a small machine
CHEAP = Cost(time_cost=1, memory_cost=8, parallelism=1)  # for tests only


def check_new(password: str, previous_hashes: Sequence[str] = ()) -> str:
    """The password as it may be stored, unchanged: nothing is folded or trimmed (W-08).

    ``previous_hashes``: the latest last; only the last three are compared. PasswordTooShort, PasswordTooLong,
    PasswordCharacterNotAllowed, PasswordLacks, PasswordTooCommon, PasswordUsedBefore.
    """
    if len(password) > MOST:
        raise PasswordTooLong(typed=len(password), most=MOST)
    for character in password:
        if not (character.isascii() and character.isalnum()) and character not in SPECIALS:
            raise PasswordCharacterNotAllowed(character=shown(character), specials=SPECIALS.strip())
    if len(password) < LEAST:
        raise PasswordTooShort(typed=len(password), least=LEAST)
    _refuse_missing(password)
    if _core(password) in TOO_COMMON:
        raise PasswordTooCommon
    for old in previous_hashes[-REMEMBERED:]:
        if verify_password(old, password):
            raise PasswordUsedBefore(last=REMEMBERED)
    return password


def hash_password(password: str) -> str:
    """The argon2id hash with its own salt and cost in it."""
    return hasher().hash(password)


def verify_password(hashed: str, password: str) -> bool:
    """Whether the password is the hashed one. A damaged hash is never right."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return hasher().verify(hashed, password)
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False


def needs_rehash(hashed: str) -> bool:
    """Whether the hash was made at another cost than today's; then hash anew at the next right password."""
    from argon2.exceptions import InvalidHashError

    try:
        return hasher().check_needs_rehash(hashed)
    except InvalidHashError:
        return True


def hasher(cost: Cost | None = None) -> "PasswordHasher":
    """The hasher in use. With ``cost`` it is replaced from now on: ``hasher(CHEAP)`` in tests, ``hasher(COST)``."""
    global _cost  # One cost for the whole process is meant: a test sets it once for all.
    if cost is not None:
        _cost = cost
    return _hasher(_cost)


def parse_user_id(text: str) -> str:
    """6-20 half-width letters and digits, kept in the case typed; full width is understood.

    The sources are silent on the form of the ID: this is the house's own rule. UserIdLength, UserIdCharacter.
    """
    user_id = clean(text).replace(" ", "")
    wrong = _NOT_IN_USER_IDS.search(user_id)
    if wrong:
        raise UserIdCharacter(character=shown(wrong.group()))
    if not USER_ID_LEAST <= len(user_id) <= USER_ID_MOST:
        raise UserIdLength(typed=len(user_id), least=USER_ID_LEAST, most=USER_ID_MOST)
    return user_id


def parse_secret_question(text: str) -> str:
    """The key of one of the secret questions (W-10, S0 手順11). SecretQuestionUnknown."""
    if text not in SECRET_QUESTIONS:
        raise SecretQuestionUnknown
    return text


def parse_secret_answer(text: str) -> str:
    """The answer as it is compared: one width, no spaces, katakana for hiragana, lower case (W-10)."""
    answer = normalise_answer(text)
    if len(answer) < ANSWER_LEAST:
        raise SecretAnswerTooShort(least=ANSWER_LEAST)
    if len(answer) > ANSWER_MOST:
        raise FieldTooLong(field="secret_answer", typed=len(answer), most=ANSWER_MOST)
    return answer


def normalise_answer(text: str) -> str:
    """What two ways of writing the same answer have in common; さくら and サクラ are the same."""
    folded = unicodedata.normalize("NFKC", clean(text)).casefold().translate(_TO_KATAKANA)
    return _NOT_COMPARED.sub("", folded)


def hash_answer(text: str) -> str:
    """The hash of an answer that ``parse_secret_answer`` took."""
    return hash_password(normalise_answer(text))


def verify_answer(hashed: str, text: str) -> bool:
    """Whether the answer is the stored one, however it is written."""
    return verify_password(hashed, normalise_answer(text))


def _refuse_missing(password: str) -> None:
    """The three kinds, and a lower-case letter among them (W-08)."""
    kinds = {
        "letter": any(c.isalpha() for c in password),
        "digit": any(c.isdigit() for c in password),
        "special": any(c in SPECIALS for c in password),
        "lower": any(c.islower() for c in password),
    }
    for kind, there in kinds.items():
        if not there:
            raise PasswordLacks(missing=kind, specials=SPECIALS.strip())


def _core(password: str) -> str:
    """Letters and digits only, in lower case, so that Password-1! is seen for what it is."""
    return "".join(c for c in password.lower() if c.isalnum())


@cache
def _hasher(cost: Cost) -> "PasswordHasher":
    from argon2 import PasswordHasher  # Loaded at the first password.

    return PasswordHasher(
        time_cost=cost.time_cost, memory_cost=cost.memory_cost, parallelism=cost.parallelism
    )


_cost = COST
_NOT_IN_USER_IDS = re.compile(r"[^A-Za-z0-9]")
_NOT_COMPARED = re.compile(r"[\s\-\u2010-\u2015\u2212\u30fb\u3001\u3002,.]+")
_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
TOO_COMMON = frozenset(
    {
        "password1", "password12", "password123", "password1234", "passw0rd", "passw0rd1", "p4ssw0rd", "p4ssword",
        "pssw0rd", "pssword1", "abc12345", "abcd1234", "abc123456", "qwerty1", "qwerty12", "qwerty123",
        "1qaz2wsx", "q1w2e3r4", "1q2w3e4r", "admin123", "admin1234", "welcome1", "welcome123", "letmein1", "test1234",
        "sumairu1", "sumairu123", "sumai123", "mansion1", "mansion123", "kanri123", "kumiai123", "rijicho1", "jhf12345",
        "aaaa1111", "aaa11111", "a1234567", "a12345678", "a123456789", "iloveyou1", "pass1234", "hogehoge1", "asdf1234",
        "asdfg123", "zaq12wsx", "sakura123", "nippon123", "japan123", "tokyo123", "changeme1", "user1234",
    }
)  # fmt: skip
