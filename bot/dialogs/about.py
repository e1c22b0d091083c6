"""制度を知る: what the bond is, what it pays, how safe it is, what it costs, whom to ask.

    制度を知る
    → マンションすまい・る債とは
      管理組合が大切に積み立てた修繕積立金を、安全に運用していただくための10年満期の債券です。住宅金融支援機構が発行します。
      ・1口50万円から、毎年1回、同じ口数を最長10回まで購入できます(1回だけでも可)
      ・毎年2月に利息を受け取れます
      ・1年たてば、必要な分だけ中途換金できます(手数料なし)
    購入の例
    → 購入の例
      【例1】毎年貯まる修繕積立金で、続けて購入する
      全戸合わせて毎年500万円貯まる場合は、10口(500万円)を毎年1回、最長10回まで購入し、将来の大規模修繕工事に備えます。990万円貯まる場合は、50万円に満たない分を除いた19口(950万円)です。
      【例2】すでに貯まっている修繕積立金などで購入する
      修繕積立基金と修繕積立金が合わせて1,000万円ある場合は、20口(1,000万円)をまとめて購入します。次の年度からは、例1のように、毎年貯まる分で新しく応募できます。
      1回に購入できるのは、1年分の修繕積立金と、前年度決算の残高(借入れを除く)を合わせた金額までです。
    債券の利率
    → 債券の利率
      2026年度に応募して発行される債券の、10年満期時の年平均利率です。利率は毎年決まり、発行された債券の利率は満期まで変わりません。
      通常のすまい・る債
      年平均利率(税引前) 2.000%
      出典：インターネット上の試算ページ1件(2026年7月)(機構の資料で確認できていません。機構ホームページでお確かめください)
      認定すまい・る債
      年平均利率(税引前) 2.100%
      出典：インターネット上の試算ページ1件(2026年7月)(機構の資料で確認できていません。機構ホームページでお確かめください)
      ステップアップすまい・る債
      年平均利率(税引前) 2.050%
      出典：インターネット上の試算ページ1件(2026年7月)(機構の資料で確認できていません。機構ホームページでお確かめください)
    利息が増えるしくみ
    → 利息が増えるしくみ
      利息は毎年段階的に増えます。2026年度の債券1口(50万円)で1年ごとに受け取る利息の目安です(税引後、10年間の合計84,690円)。年ごとの金額は年平均利率から計算したもので、機構の資料で確認できていません。
      1年目
      47円
      2年目
      1,919円
      3年目
      3,790円
      4年目
      5,662円
      5年目
      7,533円
      6年目
      9,405円
      7年目
      11,276円
      8年目
      13,148円
      9年目
      15,019円
      10年目
      16,891円
    10回続けたときの図
    → 10回続けたときの図
      同じ口数を毎年1回、最長10回まで続けて購入できます。1回の購入分は、それぞれ10年後に満期になります。2027年2月22日(月)に1回目が発行されると、10回目の満期は2046年2月20日(火)です。
      1回目
      2037年満期
      2回目
      2038年満期
      3回目
      2039年満期
      4回目
      2040年満期
      5回目
      2041年満期
      6回目
      2042年満期
      7回目
      2043年満期
      8回目
      2044年満期
      9回目
      2045年満期
      10回目
      2046年満期
    費用について
    → 費用について
      債券の保護預り、利息や満期金の受け取り、中途換金の手数料はかかりません。
      積立金を振り込むときの手数料などは、管理組合のご負担です。
      認定すまい・る債では管理計画認定の申請・更新の費用、ステップアップすまい・る債では評価や診断の申請の費用と、評価等の状況を申し出る書類の費用が、別にかかります。
    メニューに戻る
    → ご用件をお選びください。
"""

from collections.abc import Callable

from bot import listen, pictures
from bot.dialogs import prompts
from bot.locale import day, t
from bot.messages import Card, Choice, Link, Row
from bot.state_machines.about import State, machine
from bot.talk import Dialog, Misheard, Said, Step, Talk
from domain import terms
from domain.bond_dates import issue_day, maturity_day
from domain.desk.passbooks import READINGS
from domain.interest_table import published
from domain.months import fiscal_year
from domain.passbook import MOST_PURCHASES
from domain.terms import Figure, Kind, KindTerms

TOPICS = ("what", "cases", "rates", "coupon", "ladder", "safety", "costs", "contact")
FIRST = TOPICS[0]
PHONE = "tel:0120-0860-23"
KNOWN_SOURCES = {"S2": "slides", "S3": "flyer"}  # documents of the issuer; others are told as what they are
ONE_PAGE = "one simulator page"


def ask_topic(talk: Talk) -> Card:
    """One short card. The first has every topic as a button; the others the next one only, so that they can be read whole."""
    topic = talk.told.get("topic", FIRST)
    menu = Choice(t("prompts.to_menu"), "enough", quiet=True)
    card = CARDS.get(topic, _text)(talk, topic)
    return Card(card.text, card.title, card.rows, card.links, (*_ways_on(topic), menu), bars=card.bars)


def _ways_on(topic: str) -> tuple[Choice, ...]:
    if topic == FIRST:
        return tuple(Choice(t(f"about.{other}.title"), other) for other in TOPICS[1:])
    following = TOPICS[TOPICS.index(topic) + 1 :][:1]
    return (*(Choice(t(f"about.{one}.title"), one) for one in following), Choice(t("about.others"), FIRST))


def hear_topic(talk: Talk, said: Said) -> str:
    """Another topic, by its button or its name; or enough."""
    named = [one for one in TOPICS if said.text and listen.normal(said.text) == listen.normal(t(f"about.{one}.title"))]
    topic = named[0] if named else listen.chosen(talk, said)
    if topic == "enough":
        talk.opens("menu")
        return "read_enough"
    if topic not in TOPICS:
        raise Misheard("prompts.choose_one")
    talk.told["topic"] = topic
    return "topic_chosen"


def _text(talk: Talk, topic: str) -> Card:
    return Card(t(f"about.{topic}.text"), t(f"about.{topic}.title"))


def _contact(talk: Talk, topic: str) -> Card:
    return Card(t("about.contact.text"), t("about.contact.title"), links=(Link(t("about.contact.call"), PHONE),))


def _rates(talk: Talk, topic: str) -> Card:
    """The year's average rate of each kind, with its source, marked where the source documents do not hold it (T-04)."""
    offered = terms.of(year_told(talk))
    rows = [Row(t(f"fields.bond_kind.choice_{kind}"), _rate(offered.kinds[kind])) for kind in offered.kinds]
    return Card(t("about.rates.text", year=offered.fiscal_year), t("about.rates.title"), tuple(rows))


def _rate(kind: KindTerms) -> str:
    rate, net = kind.average_rate, kind.average_rate_after_tax
    if rate is None:
        return t("about.rates.unknown")
    said = t("about.rates.average", rate=rate.value) if net is None else t("about.rates.both", rate=rate.value, net=net.value)
    return f"{said}\n{source(rate)}"


def source(figure: Figure) -> str:
    """Where a figure stands, in words; and whether it is confirmed by the issuer's documents."""
    known = KNOWN_SOURCES.get(figure.source, "page" if figure.source.startswith(ONE_PAGE) else "press")
    said = t("about.rates.source", source=t(f"about.sources.{known}"))
    return said if figure.verified else said + t("about.rates.unverified")


def _coupon(talk: Talk, topic: str) -> Card:
    """What one unit pays in each of its ten years, climbing (I-05)."""
    year = year_told(talk)
    table = published(Kind.ORDINARY, year)
    if table is None:
        return Card(t("about.coupon.unknown", year=year), t("about.coupon.title"))
    lines = pictures.interest_lines(year, 1, table.value, READINGS)
    total = sum(line.net for line in lines)
    key = "text" if table.verified else "estimated"
    return Card(t(f"about.coupon.{key}", year=year, total=total), t("about.coupon.title"), bars=pictures.coupon_bars(lines))


def _ladder(talk: Talk, topic: str) -> Card:
    """Ten purchases, one a year: the tenth matures nineteen years after the first (P-15)."""
    year = year_told(talk)
    last = maturity_day(issue_day(year + MOST_PURCHASES - 1), READINGS)
    text = t("about.ladder.text", first=day(issue_day(year)), last=day(last))
    return Card(text, t("about.ladder.title"), bars=pictures.ladder_bars(year, READINGS))


def year_told(talk: Talk) -> int:
    """This fiscal year, or the newest whose terms are known."""
    known = terms.known_years()
    return min(max(fiscal_year(talk.today), known[0]), known[-1])


CARDS: dict[str, Callable[[Talk, str], Card]] = {"rates": _rates, "coupon": _coupon, "ladder": _ladder, "contact": _contact}

dialog = Dialog("about", machine, {State.READING: Step(ask_topic, hear_topic), State.FINISHED: prompts.ending("about.finished")})
