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
amount_too_large = 「{ $typed }」は大きすぎるようです。{ YEN($most) }以下の金額を、桁数をお確かめのうえご入力ください。
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
plan_too_short = 長期修繕計画の期間は、更新前の計画と合わせて{ $years }年で、必要な{ $least }年にあと{ $lacking }年足りません。更新前の計画があれば「はい」を選んで、その年数をご入力ください。ない場合は、{ $least }年以上の計画に更新してからご応募ください。
plan_made_later = { DAY($made) }より後に作成する長期修繕計画では応募できません。応募する日({ DAY($on) })までに作成した計画の、作成年月をご入力ください。例：2015年4月
plan_not_running = 長期修繕計画の期間は{ DAY($first) }から{ DAY($last) }までで、応募する日({ DAY($on) })がその中にありません。年数をお確かめください。期間が終わっているときは、計画を更新してからご応募ください。作成年月を直すときは「戻る」とご入力ください。
paper_not_valid = { $paper ->
        [certification] 認定の有効期間
        [stars] 登録証の有効期間(1年)
       *[diagnosis] 診断レポートの有効期間(5年)
    }は{ DAY($first) }から{ DAY($last) }までで、応募する日({ DAY($on) })がその中にありません。書類の日付をお確かめください。期間が過ぎているときは、更新した書類の日付をご入力になるか、通常のすまい・る債をお選びください。
rating_too_low = { $scheme ->
        [stars] ★{ $given }では応募できません。マンション管理適正評価制度では「★4つ以上」が必要です。
       *[diagnosis] { $given }評価では応募できません。マンション管理適正化診断サービスでは「S評価」が必要です。
    }書類をお確かめになるか、「戻る」とご入力になって、通常のすまい・る債をお選びください。
ceiling_below_unit = ご入力の金額を合わせると{ YEN($ceiling) }で、1口({ YEN($unit) })に届きません。借入れの残高をお確かめください。ほかの金額を直すときは「戻る」とご入力ください。
application_not_open = { $fiscal_year }年度の応募の受付は{ DAY($opens) }からです。始まりましたら、もう一度「応募」とご入力ください。
application_over = { $fiscal_year }年度の応募の受付は{ DAY($last) }で終わりました。午前0時を過ぎた申請は翌営業日({ DAY($on) })の受付になり、お受けできません。次の受付は、例年4月下旬に始まります。
quota_reached = { $fiscal_year }年度の応募は募集口数に達したため、{ DAY($last) }で受付を終わりました。次の受付は、例年4月下旬に始まります。
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
use_suspended = この管理組合は、Web申込サービスの利用を停止しています。お手続きは郵送でお願いします。再開をご希望の場合は「担当者」と入力してください。
passbook_unknown = その積立手帳が見つかりません。「積立手帳」と入力して、一覧からお選びください。

## The desk of the staff

reception_day_open = { DAY($day) }に受け付けた応募は、その日の応募口数が募集口数を超えると無効になるため、まだ承認できません。翌日になってから承認してください。
quota_not_settled = { DAY($day) }までの応募口数が募集口数を超えています。先に募集の締切処理(sumairu quota close --day)を行ってください。

sign_in_refused = IDかパスワードか認証コードが違います。3つとも確かめて、もう一度ご入力ください。認証コードは、アプリにいま表示されている6桁の数字です。
filing_unknown = この申請は見つかりませんでした。受付番号を確かめて、一覧から開き直してください。
taken_by_another = この案件は{ CLOCK($at) }に{ $by }さんが担当になりました。一覧から別の案件を選ぶか、{ $by }さんに相談してください。
changed_meanwhile = 画面を開いたあと、{ CLOCK($at) }に{ $by ->
        [applicant] 申請者
        [system] システム
       *[other] { $by }さん
    }が「{ $act ->
        [submit] 申請
        [claimed] 担当になる
        [released] 担当を外れる
        [reassigned] 担当の変更
        [marked] 不備の記入
        [returned] 差戻し
        [resubmit] 再申請
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
words_hold_private_number = 口座番号か電話番号のような数字が入っていたので、伏せ字にしました。下の文を確かめて、もう一度押してください。
association_number_taken = 積立組合番号{ $number }は、すでに別の管理組合の登録に使われています。番号を確かめ、誤りなら差し戻してください。
identity_not_proven = 本人確認が終わっていないため、承認できません。結果が「合格」になるのを待つか、本人確認の項目に印を付けて差し戻してください。
talk_not_yours = { $by ->
        [nobody] このトークはまだ引き継がれていません。先に「対応する」を押してください。
       *[other] このトークは{ $by }さんが対応しています。返事は{ $by }さんから送ってもらってください。
    }
talk_closed = このトークの呼び出しは、すでに終わっています。一覧から、いま待っている方を選んでください。
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
stop_needs_full_redemption = 積立ての中止は、残高の全部({ $held }口)を中途換金するときだけお申し込みいただけます({ $asked }口では中止できません)。全部を換金できる月を選んで{ $held }口とご入力いただくか、中止せずにお申し込みください。
intent_not_confirmed = { $reason ->
        [representative] お電話での確認は、理事長以外の会計担当役員などの方に行います。別の役員の方のお名前をご入力ください。
        [late] 意思の確認が期限の{ DAY($by) }までにできませんでした。次の月の中途換金として、もう一度お申し込みください。
       *[document] 中途換金の意思・金額・理由のすべてがわかる議事録などの書類が必要です。{ DAY($by) }までにご提出ください。
    }
emergency_not_approved = 初回の発行日から1年がたつまでは、緊急の修繕などで審査と承認を受けた場合だけ中途換金できます。通常のお申込みは{ DAY($opens) }からできます。お急ぎのときは「担当者」とご入力ください。
buy_back_month_closed = { $year }年{ $month }月分の中途換金のお申込みは、{ DAY($closes) }で締め切りました。次にお申し込みいただけるのは{ $next_year }年{ $next_month }月分で、受付は{ DAY($next_opens) }から{ DAY($next_closes) }までです。
officer_is_representative = お電話での確認は、理事長以外の会計担当役員などの方に行います。別の役員の方のお名前をご入力ください。
quote_changed = 先ほどご確認いただいた金額から、計算が変わりました。まだ申し込んでいません。新しい金額をもう一度ご確認ください。
intent_missing = 意思の確認が記録されていません。{ DAY($by) }までに書類か電話で確認し、結果を「意思確認」の欄に記録してから、もう一度操作してください。
emergency_not_reviewed = 初回の発行から1年以内の申請です。緊急の事情を確かめ、「意思確認」の欄で「緊急の事情を認める」に印を付けてから、もう一度操作してください。認められないときは、不受理にしてください。
figures_outdated = 申請のあとに残高が変わり、申請された内訳や金額と合わなくなりました。「口数」の項目に印を付けて差し戻し、理事長に新しい金額を確かめてもらってください。
buy_back_day_passed = 買入日({ DAY($day) })を過ぎているため、承認できません。「ご希望の月に中途換金できない」を理由に不受理とし、別の月のお申込みを案内してください。

## Fields: names, readings, numbers

field_left_empty = { $field ->
        [association_number] 積立組合番号が入力されていません。積立手帳にある、3で始まる6桁の番号をご入力ください。例:300123
        [association_name] 管理組合の名称が入力されていません。管理規約にある正式な名称をご入力ください。例:○○マンション管理組合
        [association_kana] 管理組合の名称(カナ)が入力されていません。カタカナでご入力ください。例:マルマルマンションカンリクミアイ
        [corporate_number] 法人番号が入力されていません。13桁の数字をご入力ください。法人番号の指定を受けていない場合は、空欄のままで結構です。
        [family_name] 姓が入力されていません。漢字でご入力ください。例:山田
        [given_name] 名が入力されていません。漢字でご入力ください。例:太郎
        [family_kana] 姓のフリガナが入力されていません。カタカナでご入力ください。例:ヤマダ
        [given_kana] 名のフリガナが入力されていません。カタカナでご入力ください。例:タロウ
        [company_name] 会社名が入力されていません。マンション管理士など個人の方は「個人」とご入力ください。
        [post_title] 役職名が入力されていません。例:理事長。マンション管理士など個人の方は、お持ちの資格の名前をご入力ください。
        [postal_code] 郵便番号が入力されていません。7桁の数字をご入力ください。例:1120004
        [prefecture] 都道府県が入力されていません。例:東京都
        [city] 市・区・郡が入力されていません。例:文京区
        [street] 区町村名・番地が入力されていません。例:後楽1-4-10
        [building] マンション名・号室が入力されていません。例:○○マンション101号室
        [phone] 電話番号が入力されていません。市外局番からの数字をご入力ください。例:0358009479
        [mail_address] メールアドレスが入力されていません。例:taro@example.jp
        [bank] 金融機関名が入力されていません。名前か4桁の番号をご入力ください。例:みずほ銀行
        [branch] 支店名が入力されていません。名前か3桁の番号をご入力ください。例:本店
        [account_type] 預金の種類が入力されていません。「普通」か「当座」をご入力ください。
        [account_number] 口座番号が入力されていません。通帳にある7桁までの数字をご入力ください。例:1234567
        [post_bank_symbol] 記号が入力されていません。ゆうちょ銀行の通帳にある5桁の数字をご入力ください。例:10140
        [post_bank_number] 番号が入力されていません。ゆうちょ銀行の通帳にある8桁までの数字をご入力ください。例:12345671
        [account_kana] 口座名義(カナ)が入力されていません。通帳にあるフリガナをご入力ください。例:マルマルマンシヨンカンリクミアイ
        [account_kanji] 口座名義(漢字)が入力されていません。通帳にある名義をそのままご入力ください。例:○○マンション管理組合
        [delivery_approved] 「承認事項」をお読みになり、チェックを入れてください。承認されない場合は、送付先を代表者のままにしてください。
        [one_time_code] ワンタイムパスワードが入力されていません。アプリに表示されている6桁の数字をご入力ください。
       *[other] 入力がありません。この欄にご入力ください。
    }
field_too_long = { $typed }文字では長すぎて登録できません。{ $most }文字までで、入りきらないときは途中まででかまいませんので、短くしてご入力ください。
roman_numeral_typed = 「{ $character }」(ローマ数字)は登録できません。「{ $instead }」とご入力ください。
outside_character_typed = 「{ $character }」は登録できない文字です。代わりに「{ $instead }」とご入力ください。
unknown_character_typed = 「{ $character }」は登録できない文字です。この文字を、ふだんお使いの漢字、ひらがな、またはカタカナに置きかえてご入力ください。
character_not_allowed = 「{ $character }」は{ $field ->
        [family_name] お名前の欄では使えません。漢字、ひらがな、またはカタカナ
        [given_name] お名前の欄では使えません。漢字、ひらがな、またはカタカナ
        [street] 住所の欄では使えません。番地の区切りには「-」を使い、文字と数字だけ
        [building] 住所の欄では使えません。文字と数字、「-」だけ
        [city] 住所の欄では使えません。市・区・郡の名前だけ
       *[other] この欄では使えません。この記号を除いて、文字と数字
    }でご入力ください。
kana_expected = 「{ $character }」はカタカナではありません。読みをカタカナでご入力ください。数字やアルファベットも読みで書きます(例:2は「ニ」、Aは「エー」)。
digits_expected = 「{ $character }」は数字ではありません。{ $field ->
        [association_number] 積立組合番号は、3で始まる6桁の数字
        [corporate_number] 法人番号は、13桁の数字
        [postal_code] 郵便番号は、7桁の数字(例:1120004)
        [phone] 電話番号は、市外局番からの数字(例:0358009479)
        [account_number] 口座番号は、7桁までの数字
       *[other] この欄は、数字
    }だけでご入力ください。
association_number_malformed = 積立組合番号は、3で始まる6桁の番号です(いまの入力は{ $digits }桁)。積立手帳の番号をご確認のうえ、ご入力ください。例:300123
corporate_number_length = 法人番号は13桁です(いまの入力は{ $digits }桁)。法人番号指定通知書の13桁の数字をご入力ください。
corporate_number_mistyped = この法人番号は、数字のどれかが違っているようです。法人番号指定通知書と見くらべて、13桁をもう一度ご入力ください。

## Fields: dates

date_not_understood = 日付として読めませんでした。「1958年5月3日」「昭和33年5月3日」「S33.5.3」のようにご入力ください。
date_does_not_exist = { $year }年{ $month }月{ $day }日という日はありません。カレンダーでお確かめのうえ、もう一度ご入力ください。
era_year_does_not_exist = この日付は{ $era }{ $year }年にはありません。西暦の{ $western }年でしたら、「{ $western }年」としてご入力ください。
month_not_understood = 月として読めませんでした。1から12までの数字でご入力ください。例:4
year_month_not_understood = 年と月として読めませんでした。「2027年5月」「令和9年5月」のようにご入力ください。
birth_date_in_future = まだ来ていない日付です。お生まれになった日をご入力ください。例:昭和33年5月3日
birth_date_not_adult = この生年月日では{ $age }歳になります。代表者の登録は{ $least }歳以上の方に限られます。年をお確かめのうえ、もう一度ご入力ください。
birth_date_too_long_ago = この生年月日では{ $age }歳になります。年か元号をお確かめのうえ、もう一度ご入力ください。例:昭和33年5月3日

## Fields: addresses, telephone, mail

postal_code_malformed = 郵便番号は7桁です(いまの入力は{ $digits }桁)。「1120004」か「112-0004」のようにご入力ください。
postal_code_unknown = 郵便番号{ $postal_code }は見つかりませんでした。番号をお確かめのうえ、もう一度ご入力ください。番号が正しいときは、住所を直接ご入力ください。
prefecture_unknown = 都道府県名として読めませんでした。「東京都」「大阪府」のようにご入力ください。
street_holds_room = 「{ $room }」は、次の「マンション名・号室」の欄にご入力ください。同じ欄にあると、本人確認が不合格になることがあります。こちらには番地までをご入力ください。
phone_malformed = 電話番号として読めませんでした(いまの入力は{ $digits }桁)。市外局番から、10桁か11桁の数字でご入力ください。例:0358009479
phone_not_from_here = 海外の電話番号は登録できません。日本国内の電話番号をご入力ください。例:09012345678
mail_address_lacks_at = メールアドレスには「@」がちょうど1つ必要です(いまは{ $signs }個)。アドレスを1つだけ、「taro@example.jp」のようにご入力ください。
mail_address_malformed = メールアドレスとして使えない文字か、抜けている文字があるようです。「taro@example.jp」のように、半角の英数字でもう一度ご入力ください。

## Fields: the account

bank_unknown = 「{ $typed }」という金融機関は見つかりませんでした。通帳にある金融機関名か、4桁の金融機関番号をご入力ください。例:みずほ銀行
bank_ambiguous = 「{ $typed }」だけでは1つに決められません。次のどれでしょうか: { $candidates }。名前の全部か、かっこの中の4桁の番号をご入力ください。
bank_not_handled = 「{ $typed }」の口座は登録できません。証券会社と保険会社の口座は使えませんので、銀行、信用金庫、信用組合、農協、漁協、労働金庫、ゆうちょ銀行のどれかの口座をご入力ください。
branch_unknown = { $bank }に「{ $typed }」という支店は見つかりませんでした。通帳にある支店名か、3桁の支店番号をご入力ください。
branch_ambiguous = { $bank }の支店を1つに決められません。次のどれでしょうか: { $candidates }。支店名の全部か、かっこの中の3桁の番号をご入力ください。
account_type_not_handled = 「{ $typed }」の口座は登録できません。普通預金か当座預金の口座をお選びのうえ、「普通」か「当座」とご入力ください。
account_type_not_understood = 預金の種類として読めませんでした。「普通」か「当座」とご入力ください。
account_number_malformed = 口座番号として使えません(いまの入力は{ $digits }桁)。通帳にある7桁までの数字をご入力ください。例:1234567
post_bank_symbol_typed = ゆうちょ銀行の「記号・番号」のようです。通帳の下のほうにある「店名・店番・預金種目・口座番号」の口座番号(7桁)をご入力ください。
post_bank_symbol_malformed = この記号・番号からは、お振込み用の口座番号がわかりません。ゆうちょ銀行の通帳の下のほうにある口座番号(7桁)をご入力ください。
account_kana_not_allowed = 「{ $character }」は口座名義のカナには使えません。カタカナ、アルファベット、数字と、記号の { $allowed } だけを使い、通帳のフリガナのとおりにご入力ください。
account_kana_replace = 「{ $character }」は口座名義のカナには使えません。金融機関では「{ $instead }」と書くことが多いため、通帳のフリガナをお確かめのうえ、そのとおりにご入力ください。

## Fields: documents

file_empty = 「{ $name }」には中身がありません。書類が開けることをお確かめのうえ、もう一度お送りください。
files_too_large = 合わせて{ $megabytes }MBになり、上限の{ $most }MBを超えます。ファイルを小さくするか、送付書を添えて郵送し、記入した送付書をここにお送りください。
too_many_files = ファイルは{ $most }個までお送りいただけます。要らないファイルを「取り消す」で消すか、何枚かを1つのPDFにまとめてお送りください。
file_kind_refused = 「{ $name }」は{ $found ->
        [program] プログラムのファイルの
        [page] Webページや図形のファイルの
        [old_office] 古い形式のOffice文書の
        [rtf] リッチテキスト文書の
        [archive] zip以外の圧縮ファイルの
        [media] 動画や音声の
       *[other] 内容を確かめられない
    }ため、お受け取りできません。PDF、写真(JPEG、PNG、GIF)、CSV、またはZIPにしてお送りください。
file_holds_macros = 「{ $name }」にはマクロ(自動で動く命令)が入っているため、お受け取りできません。PDFで保存し直してお送りください。
file_is_encrypted = 「{ $name }」にはパスワードがかかっているため、開けません。パスワードを外してからお送りください。
file_is_broken = 「{ $name }」は途中で切れているか、壊れているようです。書類が開けることをお確かめのうえ、もう一度お送りください。
file_is_two_things = 「{ $name }」の中に別のファイルが入っているため、お受け取りできません。書類を撮影し直すか、PDFで保存し直してお送りください。
archive_refused = 「{ $name }」は{ $reason ->
        [too_many] 入っているファイルが多すぎる
        [too_large] 開くと大きくなりすぎる
        [nested] 圧縮ファイルの中に、さらに圧縮ファイルがある
        [duplicate] 同じ名前のファイルが重なっている
        [method] 特別な圧縮の方法が使われている
       *[other] 中のファイルの場所が正しくない
    }ため、お受け取りできません。圧縮せずに、書類を1つずつお送りください。
document_too_old = この書類は{ DAY($issued_on) }に発行されたもので、発行後{ $months }か月を過ぎています。{ $kind ->
        [corporate_register] 登記事項証明書
        [seal_certificate] 印鑑証明書
        [resident_record] 住民票
        [corporate_number_search] 法人番号の検索結果
       *[other] 書類
    }を新しくご用意のうえ、お送りください。
document_from_the_future = 発行日の{ DAY($issued_on) }は、まだ来ていない日付です。書類の発行日をお確かめのうえ、ご入力ください。
identity_document_not_valid = この{ $kind ->
        [driving_licence] 運転免許証
        [driving_history] 運転経歴証明書
        [qualification_confirmation] 資格確認証
        [seal_certificate] 印鑑証明書
        [resident_record] 住民票
        [passport] パスポート
        [my_number_card] マイナンバーカード
       *[other] 書類
    }は、{ $reason ->
        [expired] 届いた日に有効期限が切れています。有効期限内のものをお送りください。
        [issued_too_early] 2012年4月1日より前に交付されたものです。それ以後に交付されたものか、別の本人確認書類をお送りください。
        [applied_too_late] 2020年2月4日以後に申請されたもので、住所の欄がありません。別の本人確認書類をお送りください。
        [no_address] ご住所が確かめられません。ご住所の記載があるものをお送りください。
        [number_shown] 番号や本籍が見えています。見えないように黒く塗るか、記載のないものをお送りください。
        [back_missing] 裏面がありません。表と裏の両方のコピーをお送りください。
        [holder_page_missing] 「所持人記入欄」のページがありません。顔写真のページと合わせてお送りください。
        [not_original] コピーのようです。発行後3か月以内の原本をお送りください。
        [no_date] 発行日が確かめられません。発行日の記載がある原本をお送りください。
        [not_by_post] 郵送ではお受けできません。運転免許証のコピーなど、別の本人確認書類をお送りください。
       *[other] お受け取りできません。別の本人確認書類をお送りください。
    }
election_not_shown = 総会議事録で、いまの代表者が選ばれたことを確かめられないようです。いまの代表者を選んだときの総会の議事録をご用意のうえ、もう一度お答えください。

## Fields: the account of the service

user_id_length = ユーザーIDは{ $least }文字から{ $most }文字です(いまの入力は{ $typed }文字)。長さを直してご入力ください。例:yamada2026
user_id_taken = このユーザーIDは、すでに使われています。数字を足すなどして、別のIDをご入力ください。
user_id_character = 「{ $character }」はユーザーIDに使えません。半角の英字と数字だけでご入力ください。例:yamada2026
code_malformed = ワンタイムパスワードは6桁の数字です(いまの入力は{ $digits }桁)。アプリに表示されている6桁をご入力ください。
secret_question_unknown = この質問は一覧にありません。一覧の中から1つお選びください。
secret_answer_too_short = 秘密の質問の答えが短すぎます。記号と空白を除いて{ $least }文字以上でご入力ください。

## Access

password_too_short = パスワードは{ $least }文字以上です(いまの入力は{ $typed }文字)。文字を足して、もう一度ご入力ください。
password_too_long = パスワードは{ $most }文字までです(いまの入力は{ $typed }文字)。短くして、もう一度ご入力ください。
password_character_not_allowed = 「{ $character }」はパスワードに使えません。半角の英字、数字と、次の記号、半角スペースを使ってご入力ください: { $specials }
password_lacks = パスワードに{ $missing ->
        [letter] 半角の英字が入っていません。英字
        [lower] 半角の英字の小文字が入っていません。小文字(aからz)
        [digit] 数字が入っていません。数字(0から9)
       *[special] 記号が入っていません。記号({ $specials })
    }を1文字以上加えて、もう一度ご入力ください。
password_used_before = これまでの{ $last }回分のパスワードと同じものは使えません。別のパスワードをご入力ください。
password_too_common = このパスワードは、ほかの人に見破られやすいものです。ご自分だけがわかる、別のパスワードをご入力ください。
passwords_differ = 2回のパスワードが同じではありません。同じパスワードを、2つの欄にもう一度ご入力ください。
secret_answer_wrong = 秘密の質問の答えが、登録された内容と違います。登録したときの答えをご入力ください。漢字とひらがなの違いにもご注意ください。
wrong_password = ユーザーIDかパスワードが違います。あと{ $left }回まちがえると、30分間ご利用になれません。よくお確かめのうえ、ご入力ください。お忘れのときは、パスワードの再登録をお選びください。
number_malformed = ログインのページに表示された{ $digits }けたの数字だけを、ご入力ください(例:0123)。
number_differs = 数字が違います。ログインのページをもう一度ご覧になり、表示された数字をご入力ください(あと{ $left }回)。
number_missed_too_often = 数字が{ $misses }回違ったため、この数字は使えなくなりました。お手数ですが、もう一度ログインをお願いします。
number_expired = 数字の有効期間({ $minutes }分)が過ぎました。お手数ですが、もう一度ログインをお願いします。
wrong_code = ワンタイムパスワードが違います。アプリに今表示されている6桁の数字をご入力ください。
code_used_twice = このワンタイムパスワードは使用済みです。アプリの数字が変わるのを待って(30秒ほど)、新しい6桁をご入力ください。
temporarily_locked = 入力のまちがいが続いたため、一時的にご利用を止めています。あと{ $minutes }分お待ちになってから、もう一度お試しください。
account_locked = このユーザーIDは、安全のためご利用を止めています。「担当者」と入力して、解除をお申し出ください。
too_many_tries_today = 入力のまちがいが多いため、しばらくお受けできません。時間をおいてお試しいただくか、「担当者」と入力してご相談ください。
link_unknown = このご案内は見つかりません。アドレスの一部が欠けているかもしれませんので、トーク画面やメールにあるリンクをそのまま押してください。
link_expired = このご案内の有効期限({ $purpose ->
        [account] { $hours }時間
        [new_representative] { $hours }時間
        [password_reset] { $hours }時間
        [otp_reset] { $hours }時間
        [upload] { $hours }時間
       *[other] { $minutes }分
    })が過ぎました。もう一度はじめからお手続きになると、新しいご案内をお送りします。
link_used = このご案内は使用済みです。続きはトーク画面からお進みください。{ $purpose ->
        [password_reset] もう一度パスワードを変えるときは、再登録をお選びください。
       *[other] やり直すときは「最初から」とご入力ください。
    }
user_id_expired = 最後のログインから{ $years }年がたち、ユーザーIDが失効しました。おそれいりますが、利用登録をもう一度お願いします。
session_timed_out = { $minutes }分間操作がなかったため、いったん終了しました。もう一度ログインして、続きをお進めください。
ekyc_not_ready = { $status ->
        [failed] 本人確認が不合格でした。もう一度、本人確認をお願いします。
       *[other] 本人確認がまだ終わっていません。本人確認の画面にお進みください。
    }うまくいかないときは、「eKYCの認証ができない」を選び、書類を郵送いただくこともできます。
not_permitted = { $act ->
        [view] この管理組合の情報を見る権限がありません。
        [approve] 代行入力の承認は、管理組合の代表者だけができます。
       *[other] この管理組合の手続きを代わりに入力する権限がありません。
    }管理組合の代表者に、権限の設定をご相談ください。
notice_unknown = 「{ $key }」というお知らせはありません。お知らせの一覧から選んでください。

## Purchases

over_ceiling = { $asked }口は購入できる範囲を超えています。1年分の修繕積立金と前年度の残高から、{ YEN($ceiling) }({ $most }口)までとなります。{ $most }口以下でご入力いただくか、金額をお確かめください。
purchase_not_established = 購入の条件を満たしていないため、お手続きを進められません(満たしていない条件:{ $count }件)。{ $condition ->
        [documents] 必要な書類が受付期間内に届いていません。書類の到着をご確認ください。
        [method] 所定の方法での振込みではありません。「振込依頼書」の口座へお振り込みください。
        [applicant] 管理組合からのお申込みであることを確認できません。理事長のお名前でお申し込みください。
        [right] この積立手帳は、継続して購入する資格がなくなっています。新しくご応募ください。
        [period] お振込みが受付期間内に確認できません。期間内にお振り込みください。
        [stated] お申込みの金額とお振込みの金額が違います。申込証の金額をお確かめください。
       *[amount] お振込みの金額が「50万円×口数」と違います。口数をお確かめください。
    }
transfer_refused = { $way ->
        [post_bank_slip] ゆうちょ銀行では「振込依頼書」による振込みはできません。ほかの金融機関の窓口をご利用ください。
        [direct_debit] 口座引落としでのお支払いはできません。窓口・インターネットバンキング・ATMでお振り込みください。
       *[combined] 複数の積立手帳の分をまとめて振り込むことはできません。積立手帳ごとに、それぞれの口座へお振り込みください。
    }
refund_below_fee = お振込み額({ YEN($transferred) })が返金の手数料({ YEN($fee) })より少ないため、返金できません。住宅債券事務センター(03-5800-9479)へお問い合わせください。
new_application_needed = { $reason ->
        [gap] { $fiscal_year }年度までの間に購入しなかった年があるため、続けて購入することはできません。
        [units] 積立ての途中で口数を変えることはできません。
        [tenth] 10回目の購入が終わっているため、続けて購入することはできません。
       *[lost] この積立手帳は、継続して購入する資格がなくなっています。
    }購入をご希望のときは、応募受付期間に新しくご応募ください。
already_purchased = { $fiscal_year }年度の分はすでに購入されています。購入は毎年1回で、次は{ $next_year }年度です。来年度のご案内をお待ちください。
passbook_exists = { $fiscal_year }年度に応募された積立手帳がすでにあります。応募は年度ごとに1回ですので、翌年度にもう一度ご応募ください。
only_associations = マンションすまい・る債を購入できるのはマンション管理組合だけです。管理組合の代表者としてお手続きください。
continuation_refused = { $fiscal_year }年度の継続購入はできません。{ $reason ->
        [statement] 認定や評価の状況の申し出が、まだ届いていません。{ DAY($deadline) }までにお申し出ください。
        [late] 認定や評価の状況の申し出が、期限の{ DAY($deadline) }を過ぎて届きました。
       *[status] { $fiscal_year }年4月1日の時点で、{ $kind ->
            [certified] 管理計画の認定
           *[other] 必要な評価
        }が有効であることを確認できませんでした。
    }購入をご希望のときは、新しくご応募ください。

## The desk's and the form's own refusals

not_one_of_these = 選択肢の中からお選びください。
mail_address_differs = はじめに登録したメールアドレスと違います。同じメールアドレスを入力してください。
no_authenticator = 認証アプリがまだ設定されていません。「担当者」と入力してご相談ください。
nothing_to_correct = 直していただく申請はありません。「メニュー」と入力して、申請の状況をご確認ください。
filing_incomplete = まだ入力されていない項目があります。案内に沿って入力してください。
not_registered = まだ利用登録がお済みでないようです。「利用登録」または「登録済みの方」と入力してください。
