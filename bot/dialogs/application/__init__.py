"""応募: am I eligible, which kind, how many units, what would it pay, summary, code, receipt (S1 3章).

    応募
    → 2026年度の応募
      応募できるのは、次の要件をすべて満たす管理組合です。
      1. 分譲マンションの管理組合であること(沖縄県を除く)
      2. 管理規約が定められていること
      3. 長期修繕計画の期間が20年以上あり、応募する日がその期間の中にあること
      4. 反社会的勢力と関係がないこと
      5. 機構の融資を利用して共用部分の修繕工事を行う予定があること(利用しなくても違約金はありません)
      総会の決議は要件ではありません。管理規約をご確認ください。
      【受付】2026年10月9日(金)まで(先着順)(機構の資料で確認できていない情報です)
      【募集口数】6月15日(月)10時00分現在、582,089口のうち残り582,089口(機構の資料で確認できていない情報です)
    要件を確認して応募を始める
    → (1/5) マンションと応募の要件
      どのようなマンションですか。
    賃貸マンション
    → 賃貸マンションは応募の対象ではありません。分譲マンションの管理組合としてご応募ください。
      (1/5) マンションと応募の要件
      どのようなマンションですか。
    分譲マンション(住宅のみ)
    → (1/5) マンションと応募の要件
      管理規約が定められていますか。
    定められている
    → (1/5) マンションと応募の要件
      今の長期修繕計画を作成した年月を入力してください。(例：2015年4月、平成27年4月)
    平成27年4月
    → (1/5) マンションと応募の要件
      その長期修繕計画の期間は何年間ですか。作成した時点から数えた年数を入力してください。(例：30)
    12年
    → (1/5) マンションと応募の要件
      計画の期間が20年に足りません。その前に、更新前の長期修繕計画がありましたか。あれば、期間を合わせて数えられます。
    はい、更新前の計画がある
    → (1/5) マンションと応募の要件
      更新前の長期修繕計画の期間は、何年間でしたか。(例：15)
    10
    → (1/5) マンションと応募の要件
      管理組合は、反社会的勢力と関係がないことを確約できますか。
    関係がないことを確約する
    → (1/5) マンションと応募の要件
      将来、機構の融資を利用して共用部分の修繕工事を行う予定がありますか。結果として利用しなくても、違約金はありません。
    利用する予定がある
    → (2/5) 債券の種類
      どの種類に応募しますか。応募できるのは1つだけです。
      通常のすまい・る債
      10年満期時の年平均利率(税引前) 2.000%(機構の資料で確認できていない情報です)
      追加の書類はいりません
      認定すまい・る債
      10年満期時の年平均利率(税引前) 2.100%(機構の資料で確認できていない情報です)
      管理計画の「認定通知書」が必要です
      ステップアップすまい・る債
      10年満期時の年平均利率(税引前) 2.050%(機構の資料で確認できていない情報です)
      ★4つ以上の「登録証」か、S評価の「診断レポート」が必要です
    通常
    → (3/5) 修繕積立金の金額
      マンション全体の1年分の修繕積立金を、「円」か「万円」を付けて入力してください。(例：990万円、9,900,000円)
    9900
    → (3/5) 修繕積立金の金額
      「9900」は、次のどれのことでしょうか。決算書の単位(千円・万円・円)をお確かめになり、正しい金額を押してください。
    9,900,000円
    → (3/5) 修繕積立金の金額
      前年度の決算で、修繕積立金会計の残高(修繕積立基金などを含めた合計)を入力してください。(例：3,000万円)
    0円
    → (3/5) 修繕積立金の金額
      修繕積立金会計の借入れの残高を入力してください。なければ「借入れはない」を押してください。(例：500万円)
    借入れはない
    → (4/5) 応募口数
      何口で応募しますか。下のボタンから選ぶか、口数を入力してください。(例：19口)
      【募集口数】6月15日(月)10時00分現在、582,089口のうち残り582,089口(機構の資料で確認できていない情報です)
      ①1年分の修繕積立金(全戸の合計)
      9,900,000円
      ②前年度決算の修繕積立金の残高
      0円
      借入れの残高
      0円
      購入できる上限(①+②−借入れ)
      9,900,000円 → 19口まで
    19
    → 受け取りの見込み
      1回の購入で、10年間に受け取る利息です(税引後の予定額)。利息は毎年段階的に増えます。(機構の資料で確認できていない情報です)
      購入
      19口 9,500,000円(発行 2027年2月22日(月)の予定)
      10年間の利息の合計
      1,609,110円(税引前 1,900,000円)
      満期
      2037年2月20日(金)に 9,500,000円
      1年目
      893円
      2年目
      36,461円
      3年目
      72,010円
      4年目
      107,578円
      5年目
      143,127円
      6年目
      178,695円
      7年目
      214,244円
      8年目
      249,812円
      9年目
      285,361円
      10年目
      320,929円
    次へ進む
    → 応募内容の確認
      応募内容をご確認ください。直したい部分は「直す」を押してください。よろしければ、いちばん下の「この内容で応募する」を押してください。
      マンションと応募の要件
      マンションの種類：分譲マンション(住宅のみ)
      マンションの都道府県：東京都
      管理規約：定められている
      長期修繕計画の作成年月：2015年4月
      長期修繕計画の年数：12年間
      更新前の計画：はい、更新前の計画がある
      更新前の計画の年数：10年間
      反社会的勢力との関係：関係がないことを確約する
      機構融資の利用予定：利用する予定がある
      債券の種類
      債券の種類：通常のすまい・る債
      修繕積立金の金額
      ①1年分の修繕積立金(全戸の合計)：9,900,000円
      ②前年度決算の修繕積立金の残高：0円
      借入れの残高：0円
      応募口数
      応募口数：19口
    やめる
    → ここまでの入力は保存しました。「応募」と入力すると、続きから始められます。
      ご用件をお選びください。下のメニューからもお選びいただけます。
"""

from typing import Any

from bot.dialogs import prompts
from bot.dialogs.application import answering, beginning, correcting, filing, projecting
from bot.dialogs.application.answering import asked, open_to_correct
from bot.state_machines.application import State, machine
from bot.talk import Dialog, Said, Step, Talk
from domain.application_form import APPLICATION, BUILDING, FIGURES, KIND, PAPERS, UNITS
from domain.desk import applications as desk
from domain.form import missing


def enter(talk: Talk) -> str:
    """The nearest open question for whoever comes (back), or why there is none."""
    where = beginning.standing(talk)
    if where.member is None:
        return State.GUEST
    if came_back := desk.returned(talk.tx, where.member):
        return take_up_returned(talk, came_back)
    if where.under_review:
        return State.UNDER_REVIEW
    if where.approved:
        return State.APPROVED
    if beginning.in_okinawa(where.member) or desk.why_not(talk.tx, where, talk.now):
        return State.NOT_POSSIBLE
    beginning.take_over(talk, where.member)
    return first_open_part(talk)


def take_up_returned(talk: Talk, came_back: list[int]) -> str:
    """Go on from what was filed, with the marked fields open again: of the one pressed in 申請状況, or else of the oldest."""
    wanted = talk.screen.pop("wanted", None)
    mine = wanted if wanted in came_back else came_back[0]
    where = desk.standing(talk.tx, talk.line_user, talk.now, mine)
    talk.told = desk.returned_answers(talk.tx, where) | talk.told
    if (talk.told.get("_filing"), talk.told.get("_returned")) != (mine, where.revision):
        talk.told |= {"_filing": mine, "_returned": where.revision, "_marked": [remark.field for remark in where.remarks]}
        talk.told["_reasons"] = {r.field: r.reason for r in where.remarks}
        talk.told["_words"] = {r.field: r.words for r in where.remarks if r.words}
    return State.CORRECTING if open_to_correct(talk) else State.CHECKING_SUMMARY


def first_open_part(talk: Talk) -> str:
    """The first part that lacks an answer; from the beginning where nothing was answered."""
    if "building" not in talk.told:
        return State.READING_REQUIREMENTS
    return next((state for section, state in PARTS if missing(section.fields, talk.told)), State.CHECKING_SUMMARY)


def hear_news(talk: Talk, said: Said) -> str:
    """Files came in on our page: go on by itself where the talk waited for them."""
    form = FORMS.get(State(talk.state)) if said.kind == "page" and said.facts.get("purpose") == "form" else None
    if form is None or said.facts.get("dialog", dialog.name) != dialog.name:
        return ""
    answered = set(said.facts.get("fields", ()))
    talk.told["_marked"] = [name for name in talk.told.get("_marked", []) if name not in answered]
    return prompts.progress(talk, *form)


FORMS: dict[State, tuple[Any, Any]] = {
    State.CHECKING_BUILDING: (asked(BUILDING), "building_checked"),
    State.CHOOSING_KIND: (asked(KIND), "kind_chosen"),
    State.ENTERING_FIGURES: (asked(FIGURES), "figures_entered"),
    State.CHOOSING_UNITS: (asked(UNITS), "units_chosen"),
    State.SENDING_PAPERS: (asked(PAPERS), "papers_sent"),
    State.CORRECTING: (open_to_correct, "corrected"),
}

PARTS = (
    (BUILDING, State.CHECKING_BUILDING),
    (KIND, State.CHOOSING_KIND),
    (FIGURES, State.ENTERING_FIGURES),
    (UNITS, State.CHOOSING_UNITS),
    (PAPERS, State.SENDING_PAPERS),
)

steps = {
    State.READING_REQUIREMENTS: Step(beginning.ask_requirements, beginning.hear_requirements),
    **{state: answering.form(f"{APPLICATION.name}.{state}", *form) for state, form in FORMS.items()},
    State.READING_PROJECTION: Step(projecting.ask_projection, projecting.hear_projection),
    State.READING_LADDER: Step(projecting.ask_ladder, projecting.hear_ladder),
    State.CHECKING_SUMMARY: Step(correcting.ask_summary, correcting.hear_summary),
    State.CHOOSING_CORRECTION: Step(correcting.ask_correction, correcting.hear_correction),
    State.ENTERING_CODE: prompts.one_time_code("application.entering_code", then=filing.file_application, otherwise="changes_wanted"),
    State.FILED: prompts.ending("application.filed", filing.facts),
    State.UNDER_REVIEW: prompts.ending("application.under_review", filing.facts),
    State.APPROVED: prompts.ending("application.approved", filing.facts),
    State.NOT_POSSIBLE: Step(beginning.ask_not_possible),
    State.GUEST: Step(beginning.ask_guest),
    State.DECLINED: prompts.ending("application.declined"),
}

dialog = Dialog("application", machine, steps, enter=enter, news=hear_news, keeps_draft=True, barriers=frozenset({State.FILED}))
