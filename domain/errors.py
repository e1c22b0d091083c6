"""Every refusal of the domain. Facts inside; the sentences stand in locales/ja/errors.ftl under the same name.

RuleBroken
├── FieldRefused            what was typed cannot be the value of this field (A7)
├── CalendarRefused         a date the calendar cannot answer for
├── MoneyRefused            amounts, units, rates, purchases, redemptions, loans (A1-A5, A10)
├── AccessRefused           passwords, one-time codes, links, locks (A6)
└── DeskRefused             an act that the state of a record does not allow

A refusal is raised as ``TooManyUnits(asked=60, most=50)``; its class names its facts, and nothing else is taken.
The key of its sentence is the class name in snake case: ``too_many_units``.
"""

import re
from typing import Any, ClassVar


class RuleBroken(Exception):
    """The domain says no. ``facts`` holds what a sentence needs: plain ints, Decimals, dates and strings."""

    names: ClassVar[tuple[str, ...]] = ()

    def __init__(self, **facts: Any) -> None:
        if set(facts) != set(self.names):
            raise TypeError(f"{type(self).__name__} takes exactly {self.names}, not {tuple(facts)}")
        self.facts = facts
        super().__init__(f"{self.key()} {facts}")

    @classmethod
    def key(cls) -> str:
        """The name of the sentence, e.g. ``too_many_units``."""
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", cls.__name__).lower()


# ---- Fields (A7) ------------------------------------------------------------------------------------------


class FieldRefused(RuleBroken):
    """What was typed cannot be the value of this field."""


class FieldLeftEmpty(FieldRefused):
    """Nothing readable was typed. ``field`` is the field's name, e.g. ``association_name``."""

    names = ("field",)


class NotOneOfThese(FieldRefused):
    """Not one of the answers on offer."""

    names = ("field",)


class FieldTooLong(FieldRefused):
    """More characters than the field holds."""

    names = ("field", "typed", "most")


class RomanNumeralTyped(FieldRefused):
    """Roman numerals are to be written as digits (F-02)."""

    names = ("character", "instead")


class OutsideCharacterTyped(FieldRefused):
    """A 外字 with a usual stand-in, 髙→高 (F-02, S0)."""

    names = ("character", "instead")


class UnknownCharacterTyped(FieldRefused):
    """A 外字 without a known stand-in, an emoji, a broken character. ``character`` may be shown as it is."""

    names = ("character",)


class CharacterNotAllowed(FieldRefused):
    """A sign that this field cannot hold."""

    names = ("field", "character")


class KanaExpected(FieldRefused):
    """Something else than kana in a field of readings (F-03)."""

    names = ("field", "character")


class DigitsExpected(FieldRefused):
    """Something else than digits and separators in a field of digits (F-01, F-06)."""

    names = ("field", "character")


class AssociationNumberMalformed(FieldRefused):
    """Not six digits that begin with 3 (F-01)."""

    names = ("digits",)


class CorporateNumberLength(FieldRefused):
    """Not thirteen digits (F-06)."""

    names = ("digits",)


class CorporateNumberMistyped(FieldRefused):
    """Thirteen digits whose check digit does not fit (F-06)."""


class DateNotUnderstood(FieldRefused):
    """No date can be read."""


class DateDoesNotExist(FieldRefused):
    """A day that no calendar has, 30 February."""

    names = ("year", "month", "day")


class EraYearDoesNotExist(FieldRefused):
    """A year after the end, or before the start, of its era. ``western`` is what it would be counted on."""

    names = ("era", "year", "western")


class MonthNotUnderstood(FieldRefused):
    """No month 1-12 can be read."""


class YearMonthNotUnderstood(FieldRefused):
    """No year and month can be read."""


class BirthDateInFuture(FieldRefused):
    """Born after today."""


class BirthDateNotAdult(FieldRefused):
    """A representative under age."""

    names = ("age", "least")


class BirthDateTooLongAgo(FieldRefused):
    """Older than anybody: most likely the year is mistyped."""

    names = ("age",)


class PostalCodeMalformed(FieldRefused):
    """Not seven digits (F-06)."""

    names = ("digits",)


class PostalCodeUnknown(FieldRefused):
    """Seven digits that the post office does not list."""

    names = ("postal_code",)


class PrefectureUnknown(FieldRefused):
    """Not one of the 47."""


class StreetHoldsRoom(FieldRefused):
    """A room number stands in the box of the block number, and eKYC would fail (F-07)."""

    names = ("room",)


class PhoneMalformed(FieldRefused):
    """Digits that are no Japanese telephone number (F-06)."""

    names = ("digits",)


class PhoneNotFromHere(FieldRefused):
    """A number of another country."""


class MailAddressLacksAt(FieldRefused):
    """No @, or more than one."""

    names = ("signs",)


class MailAddressDiffers(FieldRefused):
    """Not the address given at 新規利用登録 (F-07)."""


class MailAddressMalformed(FieldRefused):
    """An address that no mail server would take."""


class BankUnknown(FieldRefused):
    """No bank has this name or code (F-05)."""

    names = ("typed",)


class BankAmbiguous(FieldRefused):
    """Several banks fit. ``candidates`` lists them with their codes."""

    names = ("typed", "candidates")


class BankNotHandled(FieldRefused):
    """A securities house or an insurer (F-05)."""

    names = ("typed",)


class BranchUnknown(FieldRefused):
    """The bank has no such branch."""

    names = ("bank", "typed")


class BranchAmbiguous(FieldRefused):
    """Several branches fit. ``candidates`` lists them with their codes."""

    names = ("bank", "candidates")


class AccountTypeNotHandled(FieldRefused):
    """Savings and the like: only ordinary and current accounts are taken (F-05)."""

    names = ("typed",)


class AccountTypeNotUnderstood(FieldRefused):
    """No kind of account can be read."""


class AccountNumberMalformed(FieldRefused):
    """Not one to seven digits (F-05)."""

    names = ("digits",)


class PostBankSymbolTyped(FieldRefused):
    """記号・番号 of ゆうちょ銀行 where the transfer account number is asked."""


class PostBankSymbolMalformed(FieldRefused):
    """記号・番号 of ゆうちょ銀行 that cannot be turned into a branch and a number."""


class AccountKanaNotAllowed(FieldRefused):
    """A sign outside the 全銀 set without a usual stand-in (F-04). ``allowed`` lists the signs that are in it."""

    names = ("character", "allowed")


class AccountKanaReplace(FieldRefused):
    """A sign outside the 全銀 set that banks usually write as ``instead`` (F-04, U-10)."""

    names = ("character", "instead")


class FileEmpty(FieldRefused):
    """A file without a byte."""

    names = ("name",)


class FilesTooLarge(FieldRefused):
    """More than the hard limit of a filing (F-08, B-07). Both in MB, rounded up."""

    names = ("megabytes", "most")


class TooManyFiles(FieldRefused):
    """More files than a filing, or a person, may have."""

    names = ("most",)


class FileKindRefused(FieldRefused):
    """A program, a web page, an SVG or anything else that is not on the list (F-08)."""

    names = ("name", "found")


class FileHoldsMacros(FieldRefused):
    """An office document with macros in it."""

    names = ("name",)


class FileIsEncrypted(FieldRefused):
    """A PDF or an archive with a password."""

    names = ("name",)


class FileIsBroken(FieldRefused):
    """It begins like a document and cannot be read as one."""

    names = ("name",)


class FileInfected(FieldRefused):
    """A malware scanner found something in it."""

    names = ("name",)


class FileIsTwoThings(FieldRefused):
    """A polyglot: a document with another file inside or behind."""

    names = ("name",)


class ArchiveRefused(FieldRefused):
    """A zip that would harm: ``reason`` is too_many, too_large, nested, outside, link, duplicate or method."""

    names = ("name", "reason")


class DocumentTooOld(FieldRefused):
    """Issued longer ago than the rule allows. ``kind`` is the document's name in the code."""

    names = ("kind", "issued_on", "months")


class DocumentFromTheFuture(FieldRefused):
    """Issued after today."""

    names = ("issued_on",)


class IdentityDocumentNotValid(FieldRefused):
    """An ID document that W-13 does not take. ``reason`` is expired, issued_too_early, applied_too_late,
    no_address, number_shown, back_missing, holder_page_missing, not_original, no_date or not_by_post."""

    names = ("kind", "reason")


class ElectionNotShown(FieldRefused):
    """No document shows that the present representative was elected (F-09)."""


class UserIdLength(FieldRefused):
    """Shorter or longer than an ID may be."""

    names = ("typed", "least", "most")


class UserIdTaken(FieldRefused):
    """Somebody has this ID already."""


class UserIdCharacter(FieldRefused):
    """Something else than half-width letters and digits."""

    names = ("character",)


class CodeMalformed(FieldRefused):
    """Not six digits (W-06)."""

    names = ("digits",)


class SecretQuestionUnknown(FieldRefused):
    """A question that is not on the list (W-10)."""


class SecretAnswerTooShort(FieldRefused):
    """An answer that anybody would guess."""

    names = ("least",)


# ---- Calendar (A6 W-01, A3) -------------------------------------------------------------------------------


class CalendarRefused(RuleBroken):
    """A date the calendar cannot answer for."""


class DateOutOfRange(CalendarRefused):
    """A day of which the calendar does not know whether banks are open."""

    names = ("given", "first", "last")


class NotADate(CalendarRefused):
    """Not a date, or not one that exists (2月30日)."""

    names = ("given",)


class NoSuchMonth(CalendarRefused):
    """A month outside 1 to 12, or a year outside 1 to 9999."""

    names = ("year", "month")


class NoSuchBusinessDay(CalendarRefused):
    """The month has ``most`` business days, and none of this number."""

    names = ("nth", "year", "month", "most")


class MomentWithoutZone(CalendarRefused):
    """A moment that does not say of which place it is."""

    names = ("given",)


class ServiceClosed(CalendarRefused):
    """Between 2:00 and 8:00 the service takes no filings (W-01)."""

    names = ("moment", "opens")


# ---- Money (A1-A5, A10) -----------------------------------------------------------------------------------


class MoneyRefused(RuleBroken):
    """Amounts, units, rates, purchases, redemptions and loans that the rules do not allow."""


class UnknownReading(MoneyRefused):
    """An open question of the sources answered with something that is none of its alternatives."""

    names = ("question", "given", "answers")


class NotAnAmount(MoneyRefused):
    """Typed where yen were asked for, and no amount."""

    names = ("typed",)


class AmountWithoutUnit(MoneyRefused):
    """A small bare number: yen or 万円? ``in_yen`` and ``in_man`` are what it would be in yen."""

    names = ("typed", "in_yen", "in_man")


class ThousandsUnclear(MoneyRefused):
    """Written in 千円, which is taken for 万円 and back too easily; ``yen`` is what it says."""

    names = ("typed", "yen")


class NumberInWords(MoneyRefused):
    """A number in kanji or kana; ``meant`` is the number it seems to be."""

    names = ("typed", "meant")


class AmountTooLarge(MoneyRefused):
    """More than any association can have: mistyped."""

    names = ("typed", "most")


class NotWholeNumber(MoneyRefused):
    """Yen and units are whole numbers; this is none."""

    names = ("given",)


class NegativeAmount(MoneyRefused):
    """Yen below zero."""

    names = ("amount",)


class NotUnits(MoneyRefused):
    """Typed where units (口) were asked for, and no number of units."""

    names = ("typed",)


class FractionOfUnit(MoneyRefused):
    """A unit is not split (P-01); ``below`` and ``above`` are the whole numbers beside it."""

    names = ("typed", "below", "above")


class UnitsNotPositive(MoneyRefused):
    """No units, or fewer than none."""

    names = ("units",)


class BelowOneUnit(MoneyRefused):
    """Less than the 500,000 yen of one unit (P-01, R-01)."""

    names = ("amount", "unit")


class NotWholeUnits(MoneyRefused):
    """No multiple of one unit (R-01): the nearest amounts on both sides with their units."""

    names = ("amount", "below", "below_units", "above", "above_units")


class NoTaxRate(MoneyRefused):
    """A payment before the first tax rate the sources state."""

    names = ("paid_on", "first")


class CouponTableRefused(MoneyRefused):
    """Not ten yearly amounts or rates; ``given`` is how many there are."""

    names = ("given",)


class CouponNotWholeYen(MoneyRefused):
    """A year's interest per unit that is negative or has a fraction of a yen (C3)."""

    names = ("year", "amount")


class TooManyPurchases(MoneyRefused):
    """A passbook holds ten purchases at most, one a year (P-04)."""

    names = ("given", "most")


class TrancheOutOfOrder(MoneyRefused):
    """The purchases of a passbook follow each other from the first: this one is not the next (P-04, P-06)."""

    names = ("expected", "given")


class TrancheOfAnotherYear(MoneyRefused):
    """The nth purchase is issued n-1 fiscal years after the first (P-04)."""

    names = ("nth", "expected", "given")


class UnequalUnits(MoneyRefused):
    """Every purchase of a passbook has the same units (P-04)."""

    names = ("nth", "expected", "given")


class RedeemedMoreThanHeld(MoneyRefused):
    """More units bought back than the tranche has."""

    names = ("nth", "redeemed", "held")


class OverCeiling(MoneyRefused):
    """More than the year's reserve and the savings together allow (P-03); ``most`` units are inside, perhaps 0."""

    names = ("asked", "most", "ceiling")


class PurchaseNotEstablished(MoneyRefused):
    """One of the seven conditions is not met (P-08); ``condition`` is a purchase.Condition, ``count`` how many fail."""

    names = ("condition", "count")


class TransferRefused(MoneyRefused):
    """``way`` is a purchase.Way by which the money cannot be sent (P-09, P-10)."""

    names = ("way",)


class RefundBelowFee(MoneyRefused):
    """The transfer does not even cover the fee of sending it back (P-11)."""

    names = ("transferred", "fee")


class NewApplicationNeeded(MoneyRefused):
    """The passbook cannot go on: ``reason`` is gap, units, tenth or lost (P-05, P-06, P-17)."""

    names = ("reason", "fiscal_year")


class AlreadyPurchased(MoneyRefused):
    """One purchase a fiscal year, and no several years at once (P-04); ``next_year`` is when the next one is."""

    names = ("fiscal_year", "next_year")


class PassbookExists(MoneyRefused):
    """An association has one passbook for each fiscal year it applied in (P-07)."""

    names = ("fiscal_year",)


class OnlyAssociations(MoneyRefused):
    """Persons and companies cannot buy (P-16, 規定3(1))."""


class ContinuationRefused(MoneyRefused):
    """A certified or step-up passbook may not go on this year (T-02, T-06); ``reason`` is statement, late or status."""

    names = ("reason", "kind", "fiscal_year", "deadline")


class NothingRedeemable(MoneyRefused):
    """No unit of the passbook can be bought back in that month; ``reason`` is a redemption.Why."""

    names = ("year", "month", "reason")


class TooManyUnits(MoneyRefused):
    """More units asked than can be bought back in that month; ``held`` is the whole balance (R-01)."""

    names = ("asked", "most", "held")


class AlreadyRequested(MoneyRefused):
    """One request a passbook and buy-back month (R-06); the next month that is free, and when it is asked for."""

    names = ("year", "month", "next_year", "next_month", "next_opens", "next_closes")


class OutsideRequestWindow(MoneyRefused):
    """The request for this buy-back month is taken from ``opens`` to ``closes`` (R-08, U-3)."""

    names = ("year", "month", "opens", "closes")


class ArrivedTooLate(MoneyRefused):
    """The papers came after the day by which they must arrive (R-08)."""

    names = ("arrived", "arrive_by")


class StopNeedsFullRedemption(MoneyRefused):
    """Only with the redemption of everything can the passbook be stopped in the same request (P-17)."""

    names = ("asked", "held")


class IntentNotConfirmed(MoneyRefused):
    """``reason`` is representative, late, or document: what is missing (R-09)."""

    names = ("reason", "by")


class EmergencyNotApproved(MoneyRefused):
    """Inside the first year only an emergency that was reviewed and approved opens the buy-back (R-04)."""

    names = ("opens",)


class BuyBackMonthClosed(MoneyRefused):
    """Requests for this buy-back month ended on ``closes``; the next month that is open, or will be, with its window (R-08)."""

    names = ("year", "month", "closes", "next_year", "next_month", "next_opens", "next_closes")


class OfficerIsRepresentative(FieldRefused):
    """By telephone another officer than the representative confirms a redemption (R-09)."""


class UnknownFiscalYear(MoneyRefused):
    """There are no terms for this fiscal year; a year is one file in terms/."""

    names = ("fiscal_year", "first", "last")


class KindNotOffered(MoneyRefused):
    """This kind of bond was not on offer in the fiscal year (B-20)."""

    names = ("fiscal_year", "kind", "offered")


class RateNotPublished(MoneyRefused):
    """The average rate of the year is in none of the sources (FY2014, FY2018)."""

    names = ("fiscal_year", "kind")


class InterestTableUnknown(MoneyRefused):
    """The yen table of the year is neither published nor derivable."""

    names = ("fiscal_year", "kind")


class LadderDoesNotFit(MoneyRefused):
    """No table in whole yen climbs evenly from this first rate to this average (C3)."""

    names = ("average", "first")


class QuotaUnknown(MoneyRefused):
    """The quota of this pool was never published, so nobody can say when it is full (FY2014, FY2021, FY2023)."""

    names = ("pool",)


class ApplicationWithoutUnits(MoneyRefused):
    """An application needs at least one whole unit (P-01)."""

    names = ("reference", "units")


class NotEligible(MoneyRefused):
    """A requirement of the application is not met (Q-01, Q-02, T-01, T-05); others counts the further ones."""

    names = ("requirement", "others")


class SeveralKindsAtOnce(MoneyRefused):
    """Exactly one kind of bond is applied for (Q-06)."""

    names = ("count",)


class AlreadyAppliedThisYear(MoneyRefused):
    """One application a fiscal year (規定1(2))."""


class PlanLengthUnknown(MoneyRefused):
    """A repair plan covers at least one year."""

    names = ("years",)


class PlanTooShort(MoneyRefused):
    """The plan, with the one it renewed, covers fewer years than asked; ``lacking`` more are needed (Q-02)."""

    names = ("years", "least", "lacking")


class PlanMadeLater(MoneyRefused):
    """A plan that is to be made after the day of application (Q-02)."""

    names = ("made", "on")


class PlanNotRunning(MoneyRefused):
    """The day of application ``on`` does not lie inside the plan, ``first`` to ``last`` (Q-02)."""

    names = ("first", "last", "on")


class PaperNotValid(MoneyRefused):
    """A certification or rating that does not count on the day of application (T-01, T-05); ``paper`` is certification, stars or diagnosis."""

    names = ("paper", "first", "last", "on")


class RatingTooLow(MoneyRefused):
    """Fewer than four stars, or no S (T-05); ``scheme`` is stars or diagnosis."""

    names = ("scheme", "given")


class CeilingBelowUnit(MoneyRefused):
    """The association's own figures do not even make one unit (P-01, P-03)."""

    names = ("ceiling", "unit")


class ApplicationNotOpen(MoneyRefused):
    """The year's reception begins on ``opens`` (Q-04)."""

    names = ("fiscal_year", "opens")


class ApplicationOver(MoneyRefused):
    """Received on ``on``, after the last day of the year's reception (Q-08); after midnight counts as the next business day (W-01)."""

    names = ("fiscal_year", "last", "on")


class QuotaReached(MoneyRefused):
    """The quota was reached: ``last`` was the last day of reception (Q-05)."""

    names = ("fiscal_year", "last")


class UnitsAddedTooLate(MoneyRefused):
    """A correction asks for more after the reception was over: ``most`` arrived in time (Q-05, Q-08)."""

    names = ("units", "most", "last")


class UnitsAboveQuota(MoneyRefused):
    """A correction asks for more than is left of the quota: ``most`` with what was applied for already (Q-05)."""

    names = ("units", "most")


class CertificationBeforeScheme(MoneyRefused):
    """No certification was given before the scheme began (T-07)."""

    names = ("given", "first")


class GradeUnknown(MoneyRefused):
    """The grade is not one of the scheme's (T-05)."""

    names = ("given", "scheme", "grades")


class BuildingFactNegative(MoneyRefused):
    """Years since building, or square metres, below zero (B13-1)."""

    names = ("given",)


class LoanRateNotPositive(MoneyRefused):
    """A loan's rate is above zero (the floor is 0.1 %; L-03)."""

    names = ("rate",)


class LoanRateUnknown(MoneyRefused):
    """The loan's rate is reviewed monthly and this month is not on file (L-03)."""

    names = ("day", "first", "last")


class LoanTermOutOfRange(MoneyRefused):
    """The loan runs for whole years from 1 to 20 (L-04)."""

    names = ("years", "most")


class LongLoanNeedsWorks(MoneyRefused):
    """11 to 20 years need one of eight works (L-04)."""

    names = ("years", "most")


class LoanBelowLeast(MoneyRefused):
    """What can be borrowed is below the least loan (L-01)."""

    names = ("limit", "least")


class ArrearsTooHigh(MoneyRefused):
    """More than 20 % of the reserve is in arrears (L-01)."""

    names = ("percent", "most")


class ShareOutOfRange(MoneyRefused):
    """A share in percent lies between 0 and 100."""

    names = ("given",)


class LoanNotPossible(MoneyRefused):
    """A main requirement of the loan is not met (L-05)."""

    names = ("requirement", "others")


# ---- Access (A6) ------------------------------------------------------------------------------------------


class AccessRefused(RuleBroken):
    """A password, a code, a link or a lock says no."""


class PasswordTooShort(AccessRefused):
    """Fewer characters than W-08 asks."""

    names = ("typed", "least")


class PasswordTooLong(AccessRefused):
    """So long that hashing it would be an attack."""

    names = ("typed", "most")


class PasswordCharacterNotAllowed(AccessRefused):
    """A character outside half-width letters, digits and the listed specials (W-08)."""

    names = ("character", "specials")


class PasswordLacks(AccessRefused):
    """``missing`` is letter, lower, digit or special (W-08)."""

    names = ("missing", "specials")


class PasswordUsedBefore(AccessRefused):
    """One of the last few (W-08)."""

    names = ("last",)


class PasswordTooCommon(AccessRefused):
    """On the short list of passwords that are tried first."""


class PasswordsDiffer(AccessRefused):
    """The new password was typed in two ways."""


class SecretAnswerWrong(AccessRefused):
    """Not the answer that was registered (W-10)."""


class WrongPassword(AccessRefused):
    """``left`` more tries before the ID is locked (W-04)."""

    names = ("left",)


class WrongCode(AccessRefused):
    """The one-time code does not fit (W-06)."""


class NumberMalformed(AccessRefused):
    """What was typed is not the number of so many digits that a page showed."""

    names = ("digits",)


class NumberDiffers(AccessRefused):
    """Not the number that the page showed; ``left`` more tries."""

    names = ("left",)


class NumberMissedTooOften(AccessRefused):
    """The number on the page was missed so many times: it is void."""

    names = ("misses",)


class NumberExpired(AccessRefused):
    """The number on the page counted for so many minutes only."""

    names = ("minutes",)


class NoAuthenticator(AccessRefused):
    """No authenticator app has been set up for this account."""


class CodeUsedTwice(AccessRefused):
    """The one-time code was accepted already; the next one is due in a moment."""


class TemporarilyLocked(AccessRefused):
    """Locked for a while and released by itself (W-04, B-09)."""

    names = ("minutes",)


class AccountLocked(AccessRefused):
    """Locked until it is released on request (mail No.30, B-09)."""


class TooManyTriesToday(AccessRefused):
    """The cap of a LINE user, or of everybody together, is reached."""


class LinkExpired(AccessRefused):
    """``purpose`` is a links.Purpose; ``hours`` or ``minutes`` it had lived, whichever is not 0 (W-07)."""

    names = ("purpose", "hours", "minutes")


class LinkUnknown(AccessRefused):
    """No such link, or only a piece of one."""


class LinkUsed(AccessRefused):
    """A link that was spent already."""

    names = ("purpose",)


class UserIdExpired(AccessRefused):
    """Not signed in for so many years (W-03)."""

    names = ("years",)


class SessionTimedOut(AccessRefused):
    """Idle for too long (W-05)."""

    names = ("minutes",)


class EkycNotReady(AccessRefused):
    """Filing asks for an identity check that has been done (W-11). ``status`` is an ekyc.Status."""

    names = ("status",)


class SignInRefused(AccessRefused):
    """ID, password or code is wrong: which of them is not said."""


class NotPermitted(AccessRefused):
    """The management company may not do this (G-01). ``act`` is view, enter or approve."""

    names = ("act",)


# ---- Desk -------------------------------------------------------------------------------------------------


class DeskRefused(RuleBroken):
    """An act that the state of a record does not allow."""


class NothingToCorrect(DeskRefused):
    """A resubmission of a filing that was not returned."""


class FilingIncomplete(DeskRefused):
    """A filing that lacks an answer. ``field`` is the first one missing."""

    names = ("field",)


class NotRegistered(DeskRefused):
    """The LINE user belongs to no account yet."""


class ChangeBeforeFirstApproval(DeskRefused):
    """Who never bought may file changes only after the first application is approved (Q-07)."""


class OnlyPresentRepresentative(DeskRefused):
    """The change of representative is entered by the present one (G-04)."""


class NewRepresentativeIncomplete(DeskRefused):
    """A detail of the new representative is missing (G-04)."""

    names = ("missing",)


class SuspensionClosed(DeskRefused):
    """No suspension is taken between application and issue (W-02)."""

    names = ("day", "until")


class OnlyRepresentativeMayAct(DeskRefused):
    """Only the representative may file (X-01)."""


class UseSuspended(DeskRefused):
    """The association has left the Web service (利用停止): it looks, but files on paper (W-02)."""


class QuoteChanged(DeskRefused):
    """What would be paid is not what was accepted any more: it is shown again before anything is filed."""


class PassbookUnknown(DeskRefused):
    """There is no such passbook, or it is another association's."""


# The desk of the staff. ``by`` is a colleague's name, ``applicant`` or ``system``; ``at`` an aware moment.


class FilingUnknown(DeskRefused):
    """There is no such filing."""


class TakenByAnother(DeskRefused):
    """A colleague has claimed this already."""

    names = ("by", "at")


class ChangedMeanwhile(DeskRefused):
    """The form was filled in on an older version; the other's change is named. ``act`` is a word of the audit."""

    names = ("by", "act", "at")


class ActNotPossible(DeskRefused):
    """The state of the filing does not allow this act. Both are words of domain.filing."""

    names = ("act", "state")


class InAnothersHands(DeskRefused):
    """Only who has claimed it may do this. ``by`` is empty when nobody has."""

    names = ("by",)


class RoleLacking(DeskRefused):
    """None of the person's roles holds this act."""

    names = ("act",)


class ApproverIsReviewer(DeskRefused):
    """Where money moves, who has reviewed does not approve (four eyes)."""


class NothingMarked(DeskRefused):
    """A return without a single mark would ask for nothing."""


class ReasonUnfit(DeskRefused):
    """No such reason for this field."""

    names = ("field",)


class WordsMissing(DeskRefused):
    """This reason says nothing without words."""

    names = ("field",)


class WordsTooLong(DeskRefused):
    """More words than the place holds."""

    names = ("typed", "most")


class WordsHoldPrivateNumber(DeskRefused):
    """An account or telephone number stands in words that leave the house. ``masked`` is the text without it."""

    names = ("masked",)


class IntentMissing(DeskRefused):
    """The association's intent has not been confirmed; ``by`` is the last day for it (R-09)."""

    names = ("by",)


class EmergencyNotReviewed(DeskRefused):
    """Inside the first year nothing is passed on before the emergency was looked at (R-04)."""


class FiguresOutdated(DeskRefused):
    """Another act has changed what this redemption would take and pay since it was filed."""


class BuyBackDayPassed(DeskRefused):
    """What is not approved before the buy-back day cannot be paid on it (R-07)."""

    names = ("day",)


class ReceptionDayOpen(DeskRefused):
    """Applications of ``day`` may still become void together: they are approved from the next day on (Q-05)."""

    names = ("day",)


class ReceptionDayNotOver(DeskRefused):
    """A quota is closed by whole days: ``day`` is not over yet (Q-05)."""

    names = ("day",)


class QuotaNotSettled(DeskRefused):
    """By the end of ``day`` more than the quota had been applied for: the quota is to be closed first (Q-05)."""

    names = ("day",)


class AssociationNumbersUsedUp(DeskRefused):
    """The block of 積立組合番号 that are given out here has been given out, up to ``last``."""

    names = ("last",)


class AssociationNumberTaken(DeskRefused):
    """Another association is registered under this 積立組合番号."""

    names = ("number",)


class AssociationNumberUnknown(DeskRefused):
    """No association is on record under this 積立組合番号."""

    names = ("number",)


class CellRefused(DeskRefused):
    """A cell of a row that is to become a purchase is empty, unreadable, or contradicts the rows beside it."""

    names = ("column",)


class PassbookOnRecordDiffers(DeskRefused):
    """The passbook is on record already, and otherwise; or its rows name one purchase twice."""

    names = ("number",)


class ImportRefused(DeskRefused):
    """Some rows are refused. All or none are written."""

    names = ("rows", "refused")


class ImportTooLong(DeskRefused):
    """No rows at all, or more than are taken at once."""

    names = ("most",)


class EntryUnknown(DeskRefused):
    """There is no such entry of passbooks."""


class EntryDecided(DeskRefused):
    """The entry was accepted or declined meanwhile."""


class AcceptedByAnother(DeskRefused):
    """Whoever proposed an entry does not accept it (four eyes)."""


class IdentityNotProven(DeskRefused):
    """The identity check has failed or is unfinished (W-11). ``status`` is the vendor's."""

    names = ("status",)


class TalkNotYours(DeskRefused):
    """Only who has taken the talk over speaks in it. ``by`` is empty when nobody has."""

    names = ("by",)


class TalkClosed(DeskRefused):
    """The person has gone on with the bot, or the talk was handed back."""


class StaffLoginTaken(DeskRefused):
    """Another member of staff signs in by this name."""

    names = ("login",)


class StaffLoginMalformed(DeskRefused):
    """A login is short, lower-case letters, digits, dots and hyphens."""

    names = ("least", "most")


class LastAdmin(DeskRefused):
    """Without an admin nobody could ever change a role again."""


class NoticeUnknown(DeskRefused):
    """No notice has this key (A9)."""

    names = ("key",)
