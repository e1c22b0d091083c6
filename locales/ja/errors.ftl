unknown_fiscal_year = { $fiscal_year }年度のご案内はまだありません。ご案内できるのは{ $first }年度から{ $last }年度までです。西暦の年度(例:{ $last })をご入力ください。
kind_not_offered = { $kind -> 
        [ordinary] 通常のすまい・る債
        [certified] 認定すまい・る債
        [step_up] ステップアップすまい・る債
       *[other] お選びの種類の債券
    }は、{ $fiscal_year }年度には募集していません。別の種類か、別の年度をお選びください。
rate_not_published = { $fiscal_year }年度の利率は手元の資料にありません。お手数ですが、住宅債券専用ダイヤル(0120-0860-23)でお確かめください。
interest_table_unknown = { $fiscal_year }年度の利息額の表は手元の資料にないため、計算できません。お手元の「利払に関するお知らせ」の金額をご覧ください。
ladder_does_not_fit = 平均利率{ $average }%と1年目の利率{ $first }%からは、利息額の表を作れません。利率を0.001%単位でお確かめください。
quota_unknown = この年度の募集口数は手元の資料にないため、残りの口数をお答えできません。住宅債券専用ダイヤル(0120-0860-23)でお確かめください。
application_without_units = 応募口数は1口以上の整数でご入力ください(いまの入力:{ $units })。1口は50万円です。例:10

## Calendar

date_out_of_range = { DAY($given) }の銀行営業日は、わかりません。{ DAY($first) }から{ DAY($last) }までの日付をご入力ください。
not_a_date = 「{ $given }」は日付として読めませんでした。2026-08-10 のように、実際にある日を年-月-日の順でご入力ください。
no_such_month = { $year }年{ $month }月という月はありません。月は1から12までの数字でご入力ください。
no_such_business_day = { $year }年{ $month }月に第{ $nth }営業日はありません。この月の営業日は{ $most }日です。1から{ $most }までの数字をご入力ください。
moment_without_zone = 「{ $given }」は、どの地域の時刻かがわかりません。2026-08-10T21:00+09:00 のように、日本時間(+09:00)を付けてご入力ください。
service_closed = 受付時間は8時から26時(翌日の午前2時)までです。{ CLOCK($opens) }になりましたら、もう一度お手続きください。

## Readings

unknown_reading = 設定「{ $question }」に「{ $given }」は選べません。次のどれかをお選びください: { $answers }

## Amounts and units

not_an_amount = 「{ $typed }」は金額として読めませんでした。「500万円」や「5,000,000円」のように、数字と単位でご入力ください。
amount_without_unit = 「{ $typed }」は、{ YEN($in_yen) }でしょうか、{ YEN($in_man) }({ $typed }万円)でしょうか。「円」か「万円」を付けて、もう一度ご入力ください。
thousands_unclear = 「{ $typed }」は{ YEN($yen) }のことでしょうか。取り違えを防ぐため、「円」か「万円」を付けて、もう一度ご入力ください。
number_in_words = 「{ $typed }」は{ $meant }のことでしょうか。おそれいりますが、「{ $meant }」のように算用数字でご入力ください。
amount_too_large = 「{ $typed }」は大きすぎるようです。{ YEN($most) }以下の金額を、けた数をお確かめのうえご入力ください。
not_whole_number = 「{ $given }」は使えません。小数点のない数字(例:30)をご入力ください。
negative_amount = { YEN($amount) }のようなマイナスの金額は使えません。0円以上の金額をご入力ください。
not_units = 「{ $typed }」は口数として読めませんでした。「30口」や「30」のように、数字でご入力ください。
fraction_of_unit = 1口を分けることはできません。「{ $typed }」ではなく、「{ $below }口」か「{ $above }口」のように、きりのよい口数をご入力ください。
units_not_positive = 口数は1口以上でお願いします({ $units }口では手続きできません)。「30口」のようにご入力ください。
below_one_unit = { YEN($amount) }では1口に足りません。1口は{ YEN($unit) }です。{ YEN($unit) }以上の金額をご入力ください。
not_whole_units = { YEN($amount) }は1口(50万円)で割り切れないため、手続きできません。{ YEN($below) }({ $below_units }口)か{ YEN($above) }({ $above_units }口)のどちらかをご入力ください。
no_tax_rate = { DAY($paid_on) }の税率は手元の資料にありません。{ DAY($first) }以後の日付をご入力ください。
coupon_table_refused = 利息の表には10年分の金額が必要ですが、{ $given }年分しか確認できませんでした。1年目から10年目までの10個をご入力ください。
coupon_not_whole_yen = { $year }年目の1口あたりの利息額が{ $amount }円になり、円単位の金額になりません。利率を0.001%単位でお確かめください。
not_eligible = { $requirement ->
        [not_a_condominium] 応募できるのは、区分所有の分譲マンションの管理組合です。
        [rental] 賃貸マンションは応募の対象ではありません。分譲マンションの管理組合としてご応募ください。
        [no_dwellings] 住宅のない建物は応募の対象ではありません。住宅が含まれていれば、複合型でも応募できます。
        [okinawa] 沖縄県内のマンションは応募の対象ではありません。ご不明な点は担当者におたずねください(「担当者」と入力)。
        [no_rules] 応募には管理規約が必要です。管理規約を定めてから、もう一度ご応募ください。
        [plan_too_short] 長期修繕計画は、作成した時点から20年以上の期間が必要です。更新前の計画があれば、その年数を合わせて数えられますので、更新前の計画の年数もご入力ください。
        [plan_not_running] 応募する日が長期修繕計画の期間の中にありません。計画の作成日と年数をお確かめになり、期間が終わっているときは計画を更新してからご応募ください。
        [antisocial] 反社会的勢力と関係がある管理組合は、この債券を利用できません。
        [no_loan_intended] 機構の融資を利用して共用部分の修繕工事を行う予定が必要です。予定で構いません。結果として融資を使わなくても違約金はありません。
        [not_certified] 認定すまい・る債には、応募する日に有効な「認定通知書」が必要です。事前確認適合証や申請中の書類では応募できません。通知書をご用意になるか、通常のすまい・る債をお選びください。
        [not_rated] ステップアップすまい・る債には、応募する日に有効な★4つ以上の「登録証」か、S評価の「診断レポート」が必要です。ご用意になるか、通常のすまい・る債をお選びください。
        [rules_incomplete] 管理規約に、平成25年度の応募で定められた事項がそろっていません。
        [plan_without_works] 長期修繕計画に、外壁・屋根・給排水管の補修の時期と金額が必要です。
        [reserve_too_low] 一戸当たりの修繕積立金の平均月額が、平成25年度の基準に足りません。
       *[other] 応募の要件を満たしていない項目があります。担当者におたずねください(「担当者」と入力)。
    }
several_kinds_at_once = 応募できる債券の種類は、通常・認定・ステップアップのうち1つだけです。1つお選びください。
already_applied_this_year = 今年度の応募はすでに受け付けています。応募は1年度に1回です。内容を直したいときは「担当者」とご入力ください。
plan_length_unknown = 長期修繕計画の年数は1以上の整数でご入力ください(いまの入力:{ $years })。例:30
certification_before_scheme = 管理計画認定の制度は{ DAY($first) }に始まりました。認定通知書に書かれた認定日をご入力ください。
grade_unknown = 「{ $given }」という評価はありません。次の中からご入力ください:{ $grades }
change_before_first_approval = 登録内容の変更は、初めての応募が承認されたあとにお手続きいただけます。承認のお知らせが届くまでお待ちください。
building_fact_negative = 築年数と専有面積は0以上の数でご入力ください(いまの入力:{ $given })。
loan_rate_not_positive = 融資金利は0より大きい数でご入力ください(いまの入力:{ $rate })。例:0.98
loan_rate_unknown = { DAY($day) }の融資金利は手元の資料にありません(資料は{ DAY($first) }から{ DAY($last) }まで)。最新の金利は機構のホームページでお確かめください。
loan_term_out_of_range = 返済期間は1年から{ $most }年までの整数でご入力ください(いまの入力:{ $years })。例:10
long_loan_needs_works = 返済期間を{ $years }年にできるのは、耐震・浸水対策・省エネ・給排水管・玄関やサッシ・エレベーター・アスベスト・機械式駐車場解体のいずれかの工事のときです。ほかの工事では{ $most }年以内でご入力ください。
loan_below_least = 計算した上限は{ YEN($limit) }で、最低額の{ YEN($least) }に届きません。返済期間を長くするか、工事費や毎月の修繕積立金の金額をお確かめください。
arrears_too_high = 修繕積立金の滞納割合が{ $percent }%です。この融資は{ $most }%以内の管理組合が対象です。割合をお確かめになり、機構の本支店にご相談ください。
share_out_of_range = 割合は0から100までの数でご入力ください(いまの入力:{ $given })。例:5
loan_not_possible = { $requirement ->
        [works_finished] 工事が終わっている場合は、融資のお申込みができません。これから行う工事についてご相談ください。
        [reserve_too_young] 修繕積立金が1年以上定期的に積み立てられている必要があります。1年たってからお申し込みください。
        [arrears] 修繕積立金の滞納割合が20%を超えています。機構の本支店にご相談ください。
        [accounts_not_separate] 修繕積立金を管理費や組合費と分けて経理する必要があります。経理を分けてからお申し込みください。
        [reserve_may_pay_running_costs] 管理規約に、管理費などに修繕積立金を充ててよいという定めがあると利用できません。管理規約をお確かめください。
       *[other] 融資の要件を満たしていない項目があります。機構の本支店にご相談ください。
    }

## Passbooks

too_many_purchases = 1つの積立手帳で購入できるのは{ $most }回までです({ $given }回分が入力されています)。続けて購入されるときは、新しくご応募ください。
tranche_out_of_order = 購入の順番が合いません。次は{ $expected }回目のはずですが、{ $given }回目になっています。1回目から順にご入力ください。
tranche_of_another_year = { $nth }回目の購入は{ $expected }年度のはずですが、{ $given }年度の発行日になっています。発行日をお確かめください。
unequal_units = { $nth }回目の口数が{ $given }口になっています。同じ積立手帳では毎回{ $expected }口です。口数を変えるときは、新しくご応募ください。
redeemed_more_than_held = { $nth }回目の購入分は{ $held }口ですが、{ $redeemed }口を中途換金したことになっています。口数をお確かめください。
only_present_representative = 代表者の変更は、いまの代表者の方にご入力いただきます。いまの代表者の方にお伝えください。
new_representative_incomplete = 新しい代表者の方の{ $missing ->
        [name] お名前
        [birth_date] 生年月日
        [mail] メールアドレス
       *[other] 情報
    }が入力されていません。新しい代表者の方にお聞きになり、ご入力ください。
suspension_closed = { DAY($day) }は、Web申込サービスの利用停止を申請できない期間です。債券の発行が済む{ DAY($until) }の翌日から申請できます。
only_representative_may_act = このお手続きは、管理組合の代表者(理事長など)ご本人だけができます。代表者の方にお願いしてください。代表者が替わったときは「代表者変更」とご入力ください。
balance_below_zero = { DAY($day) }の残高が合いません({ $units }口)。こちらで記録をお調べしますので、「担当者」とご入力ください。

## The desk of the staff

sign_in_refused = IDかパスワードか認証コードが違います。3つとも確かめて、もう一度ご入力ください。認証コードは、アプリにいま表示されている6桁の数字です。
filing_unknown = この申請は見つかりませんでした。受付番号を確かめて、一覧から開き直してください。
taken_by_another = この案件は{ CLOCK($at) }に{ $by }さんが担当になりました。一覧から別の案件を選ぶか、{ $by }さんに相談してください。
changed_meanwhile = 画面を開いたあと、{ CLOCK($at) }に{ $by ->
        [applicant] 申請者
        [system] システム
       *[other] { $by }さん
    }が「{ $act ->
        [filed] 申請
        [claimed] 担当になる
        [released] 担当を外れる
        [reassigned] 担当の変更
        [marked] 不備の記入
        [returned] 差戻し
        [resubmitted] 再申請
        [passed] 承認依頼
        [sent_back] 審査に戻す
        [approved] 承認
        [rejected] 不受理
        [withdrawn] 取下げ
        [expired] 期限切れ
       *[other] 変更
    }」をしました。あなたの操作は行っていません。いまの内容を確かめてから、必要ならもう一度操作してください。
act_not_possible = この申請はいま「{ $state ->
        [submitted] 受付済み
        [under_review] 審査中
        [returned] 補正待ち
        [awaiting_approval] 承認待ち
        [approved] 承認済み
        [rejected] 不受理
        [withdrawn] 取下げ
        [expired] 期限切れ
       *[other] ほかの状態
    }」のため、{ $act ->
        [claimed] 担当になること
        [returned] 差戻し
        [passed] 承認依頼
        [approved] 承認
        [rejected] 不受理
       *[other] この操作
    }はできません。画面を開き直して、いまの状態を確かめてください。
in_anothers_hands = { $by ->
        [nobody] この案件にはまだ担当者がいません。先に「担当する」を押してください。
       *[other] この案件の担当は{ $by }さんです。引き継ぐときは、管理者に担当の変更を頼んでください。
    }
role_lacking = あなたの権限では、この操作はできません。必要なときは、権限の追加を管理者に頼んでください。
approver_is_reviewer = 審査した人は、同じ案件を承認できません。承認の権限を持つ別の職員に頼んでください。
nothing_marked = 不備の印が1つもありません。直してほしい項目に「不備」の印を付け、理由を選んでください。
reason_unfit = 「不備」の印を付けた項目に、理由が選ばれていません。理由を一覧から選んでください。
words_missing = 「その他」を選んだときは、何をどう直せばよいかを「補足」に書いてください。
words_too_long = 文章が長すぎます({ $typed }文字)。{ $most }文字以内に短くしてください。
words_hold_private_number = 口座番号か電話番号のような数字が入っています。伏せ字にした文に置き換えました:「{ $masked }」。確かめて、もう一度押してください。
association_number_taken = 積立組合番号{ $number }は、すでに別の管理組合の登録に使われています。番号を確かめ、誤りなら差し戻してください。
identity_not_proven = 本人確認が終わっていないため、承認できません。結果が「合格」になるのを待つか、本人確認の項目に印を付けて差し戻してください。
talk_not_yours = { $by ->
        [nobody] このトークはまだ引き継がれていません。先に「対応する」を押してください。
       *[other] このトークは{ $by }さんが対応しています。返事は{ $by }さんから送ってもらってください。
    }
staff_login_taken = ログインID「{ $login }」は、ほかの職員が使っています。別のIDを入力してください。
staff_login_malformed = ログインIDは、半角の英小文字・数字・ピリオド・ハイフンで、{ $least }文字以上{ $most }文字以内にしてください。
last_admin = 管理者が1人もいなくなるため、変更できません。先に別の職員を管理者にしてください。

## Early redemption

nothing_redeemable = { $year }年{ $month }月に中途換金できる債券はありません({ $reason ->
        [first_year] 初回の発行日から1年がたっていないため
        [two_months] 発行から2か月以内のため
        [maturity] 満期の月のため
        [not_issued] まだ発行されていないため
       *[gone] 債券の残高がないため
    })。お急ぎの事情があるときは「担当者」とご入力ください。別の月をご希望のときは、その月をご入力ください。
too_many_units = { $asked }口は中途換金できません。この月に中途換金できるのは{ $most }口までです(保有は{ $held }口)。1口から{ $most }口までの口数をご入力ください。
already_requested = この積立手帳では、{ $year }年{ $month }月の中途換金をすでにお申し込みです。同じ月に申し込めるのは1回だけですので、別の月をお選びください。
outside_request_window = { $year }年{ $month }月の中途換金のお申込みは、{ DAY($opens) }から{ DAY($closes) }までです。この期間にもう一度お手続きいただくか、別の月をお選びください。
arrived_too_late = 書類の到着期限は{ DAY($arrive_by) }でしたが、{ DAY($arrived) }に届きました。次の月の中途換金として、もう一度お申し込みください。
stop_needs_full_redemption = 積立ての中止は、残高の全部({ $held }口)を中途換金するときだけお申し込みいただけます({ $asked }口では中止できません)。中止を外すか、{ $held }口とご入力ください。
intent_not_confirmed = { $reason ->
        [representative] お電話での確認は、理事長以外の会計担当役員などの方に行います。別の役員の方のお名前をご入力ください。
        [late] 意思の確認が期限の{ DAY($by) }までにできませんでした。次の月の中途換金として、もう一度お申し込みください。
       *[document] 中途換金の意思・金額・理由のすべてがわかる議事録などの書類が必要です。{ DAY($by) }までにご提出ください。
    }
emergency_not_approved = 初回の発行日から1年がたつまでは、緊急の修繕などで審査と承認を受けた場合だけ中途換金できます。通常のお申込みは{ DAY($opens) }からできます。お急ぎのときは「担当者」とご入力ください。
