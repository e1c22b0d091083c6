"""Every table on one page.

Moments are epoch milliseconds (UTC) in `*_at`; dates of rules are Asia/Tokyo dates in `*_on` or `*_date`. What says
who somebody is, or what they own, is sealed (`SealedText`, `SealedJSON`) and looked up through a keyed hash.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from domain.store.sealed import SealedJSON, SealedText

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite counts up only an INTEGER primary key; PostgreSQL gets the wide one.
Id = BigInteger().with_variant(Integer, "sqlite")


def _id() -> Column:
    return Column("id", Id, primary_key=True, autoincrement=True)


# ---- The talk ---------------------------------------------------------------------------------------------

line_event = Table(
    "line_event",
    metadata,
    _id(),
    Column("webhook_event_id", String(64), nullable=False, unique=True),
    Column("line_user", String(64), nullable=False),
    Column("occurred_at", BigInteger, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("raw", SealedJSON("line_event.raw"), nullable=False),
    Column("state", String(16), nullable=False),  # waiting | done | ignored | quarantined | discarded
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_at", BigInteger, nullable=False, server_default="0"),
    Column("error", Text),
    Column("hidden", Boolean, nullable=False, server_default=text("false")),  # unsent by its sender
    Column("done_at", BigInteger),
    Index("ix_line_event_line_user_id", "line_user", "id"),
    Index("ix_line_event_waiting", "line_user", "occurred_at", "id", sqlite_where=text("state = 'waiting'"),
          postgresql_where=text("state = 'waiting'")),
    Index("ix_line_event_quarantined", "id", sqlite_where=text("state = 'quarantined'"), postgresql_where=text("state = 'quarantined'")),
)

talk = Table(
    "talk",
    metadata,
    Column("line_user", String(64), primary_key=True),
    Column("dialog", String(40), nullable=False),
    Column("state", String(60), nullable=False),
    Column("told", SealedJSON("talk.told"), nullable=False),
    Column("screen", SealedJSON("talk.screen"), nullable=False),  # card id, choices, trail, what is paused
    Column("owner", String(8), nullable=False),  # bot | staff
    Column("misheard", Integer, nullable=False, server_default="0"),
    Column("friend", Boolean, nullable=False, server_default=text("true")),
    Column("version", Integer, nullable=False, server_default="0"),
    Column("updated_at", BigInteger, nullable=False),
)

draft = Table(
    "draft",
    metadata,
    Column("line_user", String(64), primary_key=True),
    Column("dialog", String(40), primary_key=True),
    Column("state", String(60), nullable=False),
    Column("told", SealedJSON("draft.told"), nullable=False),
    Column("updated_at", BigInteger, nullable=False),
)

outgoing = Table(
    "outgoing",
    metadata,
    _id(),
    Column("line_user", String(64), nullable=False),  # "" for a mail to somebody without a talk
    Column("channel", String(8), nullable=False),  # line | mail
    Column("kind", String(8), nullable=False),  # reply | push | menu | mail
    Column("source", String(40), nullable=False),  # bot, staff:3, notice:15 …: who speaks, for the transcript
    Column("payload", SealedJSON("outgoing.payload"), nullable=False),
    Column("reply_token", String(64)),
    Column("token_until", BigInteger),
    Column("retry_key", String(36), nullable=False),
    Column("dedupe", String(120), unique=True),
    Column("state", String(12), nullable=False),  # queued sending accepted blocked failed expired unknown cancelled
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_at", BigInteger, nullable=False),
    Column("not_after", BigInteger),
    Column("first_sent_at", BigInteger),
    Column("leased_until", BigInteger),
    Column("request_id", String(64)),
    Column("error", Text),
    Column("created_at", BigInteger, nullable=False),
    Column("done_at", BigInteger),
    Index("ix_outgoing_line_user_id", "line_user", "id"),
    Index("ix_outgoing_open", "next_at", "id", sqlite_where=text("state IN ('queued','sending')"),
          postgresql_where=text("state IN ('queued','sending')")),
    # What a person must look at: page 運用.
    Index("ix_outgoing_stuck", "id", sqlite_where=text("state IN ('failed','unknown','expired')"),
          postgresql_where=text("state IN ('failed','unknown','expired')")),
)

one_time_link = Table(
    "one_time_link",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("purpose", String(40), nullable=False),
    Column("line_user", String(64), nullable=False, index=True),
    Column("person_id", Id),
    Column("facts", SealedJSON("one_time_link.facts"), nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("used_at", BigInteger),
)

hand_off = Table(
    "hand_off",
    metadata,
    _id(),
    Column("line_user", String(64), nullable=False, index=True),
    Column("state", String(12), nullable=False),  # waiting | taken | closed
    Column("topic", String(60), nullable=False),
    Column("staff_id", Id, ForeignKey("staff.id")),
    Column("requested_at", BigInteger, nullable=False),
    Column("taken_at", BigInteger),
    Column("closed_at", BigInteger),
    Column("version", Integer, nullable=False, server_default="0"),
    # One open hand-off a talk: a second tap on 担当者 finds the first.
    Index("uq_hand_off_open", "line_user", unique=True, sqlite_where=text("state <> 'closed'"),
          postgresql_where=text("state <> 'closed'")),
)

# ---- People and associations ------------------------------------------------------------------------------

person = Table(
    "person",
    metadata,
    _id(),
    Column("facts", SealedJSON("person.facts"), nullable=False),  # names, kana, mail, later address, birth date …
    Column("mail_hash", String(64), nullable=False, index=True),
    Column("made_at", BigInteger, nullable=False),
    Column("version", Integer, nullable=False, server_default="0"),
)

credential = Table(
    "credential",
    metadata,
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True),
    Column("user_id", SealedText("credential.user_id"), nullable=False),
    Column("user_id_hash", String(64), nullable=False, unique=True),
    Column("password_hash", String(200), nullable=False),
    Column("previous_hashes", JSON, nullable=False),
    Column("question", String(40), nullable=False),
    Column("answer_hash", String(200), nullable=False),
    Column("totp_secret", SealedText("credential.totp_secret")),
    Column("totp_last_step", BigInteger),
    Column("totp_confirmed_at", BigInteger),
    Column("last_code_at", BigInteger),
    Column("last_sign_in_at", BigInteger),
    Column("password_failures", Integer, nullable=False, server_default="0"),
    Column("password_locked_until", BigInteger, nullable=False, server_default="0"),
    Column("account_locked", Boolean, nullable=False, server_default=text("false")),
    Column("version", Integer, nullable=False, server_default="0"),
)

code_tries = Table(
    "code_tries",  # wrong codes are counted per person *and* LINE user: a stranger's tries never lock the person out
    metadata,
    Column("subject", String(120), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("window_started_at", BigInteger, nullable=False),
    Column("locked_until", BigInteger, nullable=False, server_default="0"),
)

line_link = Table(
    "line_link",
    metadata,
    _id(),
    Column("line_user", String(64), nullable=False, index=True),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False, index=True),
    Column("made_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
    Index("uq_line_link_open", "line_user", unique=True, sqlite_where=text("ended_at IS NULL"),
          postgresql_where=text("ended_at IS NULL")),
)

association = Table(
    "association",
    metadata,
    _id(),
    Column("number", String(6), unique=True),  # 積立組合番号, once it has one
    Column("facts", SealedJSON("association.facts"), nullable=False),
    Column("state", String(16), nullable=False),  # registered | suspended
    Column("made_at", BigInteger, nullable=False),
    Column("version", Integer, nullable=False, server_default="0"),
)

representative = Table(
    "representative",  # history: a change ends one row and begins another
    metadata,
    _id(),
    Column("association_id", Id, ForeignKey("association.id"), nullable=False, index=True),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False, index=True),
    Column("facts", SealedJSON("representative.facts"), nullable=False),
    Column("since_at", BigInteger, nullable=False),
    Column("until_at", BigInteger),
)

company = Table(
    "company",  # management companies that have registered themselves (G-01)
    metadata,
    _id(),
    Column("name", String(120), nullable=False, unique=True),
    Column("kana", String(160), nullable=False),
    Column("address", String(200), nullable=False),
    Column("phone", String(20), nullable=False),
)

ekyc_session = Table(
    "ekyc_session",
    metadata,
    Column("reference", String(64), primary_key=True),
    Column("line_user", String(64), nullable=False, index=True),
    Column("method", String(8), nullable=False),  # photo | ic
    Column("status", String(24), nullable=False),
    Column("sequence", Integer, nullable=False, server_default="0"),
    Column("made_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
)

ekyc_callback = Table(
    "ekyc_callback",  # the vendor may call twice: its event id makes it once
    metadata,
    Column("event_id", String(64), primary_key=True),
    Column("reference", String(64), nullable=False),
    Column("received_at", BigInteger, nullable=False),
)

document = Table(
    "document",
    metadata,
    Column("id", String(32), primary_key=True),  # random; never the name it was sent under
    Column("line_user", String(64), nullable=False, index=True),
    Column("field", String(40), nullable=False),
    Column("name", SealedText("document.name"), nullable=False),
    Column("type", String(80), nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("state", String(12), nullable=False),  # kept | withdrawn | infected
    Column("made_at", BigInteger, nullable=False),
    Column("scanned_at", BigInteger),  # when a scanner found nothing in it; none has looked yet where this is empty
    Index("ix_document_unscanned", "made_at", sqlite_where=text("scanned_at IS NULL AND state = 'kept'"),
          postgresql_where=text("scanned_at IS NULL AND state = 'kept'")),
)

document_chunk = Table(
    "document_chunk",
    metadata,
    Column("document_id", String(32), ForeignKey("document.id"), primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("bytes", LargeBinary, nullable=False),  # sealed with the document's id and the part's number
)

# ---- Filings and the desk ---------------------------------------------------------------------------------

filing = Table(
    "filing",
    metadata,
    _id(),
    Column("receipt", String(16), nullable=False, unique=True),
    Column("kind", String(24), nullable=False),  # registration | application | redemption …
    Column("line_user", String(64), nullable=False, index=True),
    Column("person_id", Id, ForeignKey("person.id")),
    Column("association_id", Id, ForeignKey("association.id"), index=True),
    Column("state", String(20), nullable=False),
    Column("revision", Integer, nullable=False, server_default="1"),
    Column("owner_id", Id, ForeignKey("staff.id")),
    Column("reviewer_id", Id, ForeignKey("staff.id")),
    Column("approver_id", Id, ForeignKey("staff.id")),
    Column("submitted_at", BigInteger, nullable=False),
    Column("received_on", Date, nullable=False),  # the reception date after the midnight rule (W-01)
    Column("due_on", Date),
    Column("effective_on", Date),
    Column("closed_at", BigInteger),
    Column("version", Integer, nullable=False, server_default="0"),
    Column("updated_at", BigInteger, nullable=False),
    CheckConstraint("approver_id IS NULL OR reviewer_id IS NULL OR approver_id <> reviewer_id OR kind = 'registration'",
                    name="four_eyes"),
    Index("ix_filing_state_submitted_at", "state", "submitted_at"),
    Index("ix_filing_owner_id_state", "owner_id", "state"),
    # The staff's queue: what is open, oldest first.
    Index("ix_filing_queue", "submitted_at", "id", sqlite_where=text("closed_at IS NULL"),
          postgresql_where=text("closed_at IS NULL")),
    # One open registration a person: a second tap or a second process finds the first.
    Index("uq_filing_open_registration", "person_id", unique=True,
          sqlite_where=text("kind = 'registration' AND closed_at IS NULL"),
          postgresql_where=text("kind = 'registration' AND closed_at IS NULL")),
)

filing_answer = Table(
    "filing_answer",
    metadata,
    _id(),
    Column("filing_id", Id, ForeignKey("filing.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("field", String(60), nullable=False),
    Column("value", SealedJSON("filing_answer.value"), nullable=False),
    UniqueConstraint("filing_id", "revision", "field"),
)

filing_remark = Table(
    "filing_remark",
    metadata,
    _id(),
    Column("filing_id", Id, ForeignKey("filing.id"), nullable=False, index=True),
    Column("revision", Integer, nullable=False),  # the revision it was made on
    Column("field", String(60), nullable=False),
    Column("reason", String(40), nullable=False),
    Column("words", SealedText("filing_remark.words"), nullable=False),
    Column("made_by", Id, ForeignKey("staff.id"), nullable=False),
    Column("made_at", BigInteger, nullable=False),
    UniqueConstraint("filing_id", "revision", "field"),
)

filing_note = Table(
    "filing_note",  # internal: never sendable
    metadata,
    _id(),
    Column("filing_id", Id, ForeignKey("filing.id"), nullable=False, index=True),
    Column("words", SealedText("filing_note.words"), nullable=False),
    Column("made_by", Id, ForeignKey("staff.id"), nullable=False),
    Column("made_at", BigInteger, nullable=False),
)

staff = Table(
    "staff",
    metadata,
    _id(),
    Column("login", String(40), nullable=False, unique=True),
    Column("name", String(80), nullable=False),
    Column("roles", JSON, nullable=False),  # viewer reviewer approver sender admin
    Column("password_hash", String(200), nullable=False),
    Column("totp_secret", SealedText("staff.totp_secret"), nullable=False),
    Column("totp_last_step", BigInteger),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("locked_until", BigInteger, nullable=False, server_default="0"),
    Column("disabled", Boolean, nullable=False, server_default=text("false")),
    Column("made_at", BigInteger, nullable=False),
    Column("version", Integer, nullable=False, server_default="0"),
)

staff_session = Table(
    "staff_session",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("staff_id", Id, ForeignKey("staff.id"), nullable=False, index=True),
    Column("made_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
)

staff_act = Table(
    "staff_act",  # the key of every form that was posted at the desk: a doubled post does its thing once
    metadata,
    Column("key", String(64), primary_key=True),
    Column("staff_id", Id, ForeignKey("staff.id"), nullable=False),
    Column("act", String(60), nullable=False),
    Column("subject", String(80), nullable=False),
    Column("at", BigInteger, nullable=False),
)

audit = Table(
    "audit",  # append-only: triggers refuse UPDATE and DELETE, each row's hash covers the one before
    metadata,
    _id(),
    Column("at", BigInteger, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("act", String(60), nullable=False),
    Column("subject", String(80), nullable=False, index=True),
    Column("facts", SealedJSON("audit.facts"), nullable=False),
    Column("digest", String(64), nullable=False),  # of the facts in clear, so that the chain outlives a key change
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
)

# ---- Bonds ------------------------------------------------------------------------------------------------

passbook = Table(
    "passbook",  # one 募集年度 of an association (P-07)
    metadata,
    _id(),
    Column("association_id", Id, ForeignKey("association.id"), nullable=False),
    Column("number", String(20), nullable=False, unique=True),  # 積立手帳番号
    Column("kind", String(12), nullable=False),  # ordinary | certified | step_up
    Column("fiscal_year", Integer, nullable=False),  # of the first purchase
    Column("units", Integer, nullable=False),  # of every purchase (P-04)
    Column("state", String(8), nullable=False),  # open | ended: the right to go on is lost (P-18)
    Column("ended_by", String(24)),  # domain.purchase.LostBy
    Column("made_at", BigInteger, nullable=False),
    Column("version", Integer, nullable=False, server_default="0"),
    UniqueConstraint("association_id", "fiscal_year"),
    CheckConstraint("units > 0", name="units"),
)

tranche = Table(
    "tranche",
    metadata,
    _id(),
    Column("passbook_id", Id, ForeignKey("passbook.id"), nullable=False),
    Column("nth", Integer, nullable=False),
    Column("fiscal_year", Integer, nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("units", Integer, nullable=False),
    Column("units_left", Integer, nullable=False),  # after every redemption that was carried out
    Column("coupons", JSON),  # ten yearly yen per unit where the desk has the issuer's table; else domain.terms
    UniqueConstraint("passbook_id", "nth"),
    CheckConstraint("units_left >= 0 AND units_left <= units", name="units_left"),
)

redemption = Table(
    "redemption",  # 中途換金; without a filing where staff recorded one from before
    metadata,
    _id(),
    Column("filing_id", Id, ForeignKey("filing.id"), unique=True),
    Column("passbook_id", Id, ForeignKey("passbook.id"), nullable=False),
    Column("month", String(7), nullable=False),  # of the buy-back, 2026-08
    Column("units", Integer, nullable=False),
    Column("buy_back_on", Date, nullable=False),
    Column("quote", SealedJSON("redemption.quote"), nullable=False),
    Column("state", String(12), nullable=False),  # requested confirmed approved carried_out withdrawn refused
    Column("stop", Boolean, nullable=False, server_default=text("false")),  # 中止 was declared (P-17)
    Column("intent_proof", String(8)),  # document | phone
    Column("intent_confirmed_by", Id, ForeignKey("staff.id")),
    Column("intent_confirmed_on", Date),
    Column("intent_facts", SealedJSON("redemption.intent_facts")),  # whom was spoken to, what was shown
    Column("made_at", BigInteger, nullable=False),
    Column("approved_at", BigInteger),
    Column("carried_out_at", BigInteger),
    Column("version", Integer, nullable=False, server_default="0"),
    CheckConstraint("units > 0", name="units"),
    Index("ix_redemption_due", "state", "buy_back_on"),
    # One request a passbook and month: a second one finds the first, also in a race.
    Index("uq_redemption_month", "passbook_id", "month", unique=True,
          sqlite_where=text("state NOT IN ('withdrawn','refused')"),
          postgresql_where=text("state NOT IN ('withdrawn','refused')")),
)

redemption_line = Table(
    "redemption_line",  # which tranches the units are taken from: written with the approval
    metadata,
    Column("redemption_id", Id, ForeignKey("redemption.id"), primary_key=True),
    Column("tranche_id", Id, ForeignKey("tranche.id"), primary_key=True),
    Column("units", Integer, nullable=False),
    CheckConstraint("units > 0", name="units"),
)

application = Table(
    "application",  # 応募: what the quota counts; all that was answered stands in filing_answer
    metadata,
    _id(),
    Column("filing_id", Id, ForeignKey("filing.id"), nullable=False, unique=True),
    Column("association_id", Id, ForeignKey("association.id"), nullable=False),
    Column("fiscal_year", Integer, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("pool", String(20), nullable=False),  # the quota it counts into (B-03)
    Column("units", Integer, nullable=False),
    Column("received_on", Date, nullable=False),
    Column("state", String(12), nullable=False),  # standing | approved | void | withdrawn | refused
    Column("made_at", BigInteger, nullable=False),
    Column("version", Integer, nullable=False, server_default="0"),
    CheckConstraint("units > 0", name="units"),
    Index("ix_application_day", "fiscal_year", "pool", "received_on"),
    # One kind, once a year: of two at once the second finds the first.
    Index("uq_application_year", "association_id", "fiscal_year", unique=True,
          sqlite_where=text("state IN ('standing','approved')"), postgresql_where=text("state IN ('standing','approved')")),
)

reception = Table(
    "reception",  # how a year's quota ended: its last valid day, decided once
    metadata,
    Column("fiscal_year", Integer, primary_key=True),
    Column("pool", String(20), primary_key=True),
    Column("last_day", Date, nullable=False),  # of reception, after the rule of day D
    Column("crossed_on", Date),  # day D, whose arrivals are void; None where the quota was met exactly
    Column("units", Integer, nullable=False),  # that stand
    Column("decided_at", BigInteger, nullable=False),
)

passbook_entry = Table(
    "passbook_entry",  # passbooks from a CSV file or by hand, waiting for a second person
    metadata,
    _id(),
    Column("way", String(8), nullable=False),  # csv | hand
    Column("rows", SealedJSON("passbook_entry.rows"), nullable=False),
    Column("state", String(12), nullable=False),  # proposed | accepted | declined
    Column("made_by", Id, ForeignKey("staff.id"), nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("decided_by", Id, ForeignKey("staff.id")),
    Column("decided_at", BigInteger),
    Column("version", Integer, nullable=False, server_default="0"),
    CheckConstraint("decided_by IS NULL OR decided_by <> made_by OR state = 'declined'", name="four_eyes"),
)

# ---- Odds -------------------------------------------------------------------------------------------------

setting = Table(
    "setting",  # small facts of the installation: the demo clock's shift, rich menu ids, the notice sender's lease
    metadata,
    Column("name", String(60), primary_key=True),
    Column("value", JSON, nullable=False),
)
