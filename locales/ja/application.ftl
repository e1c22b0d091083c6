### 応募: S1 3章, 5章, 7章, S4

part_building = マンションと応募の要件
part_kind = 債券の種類
part_figures = 修繕積立金の金額
part_units = 応募口数
part_papers = 必要書類

unverified = (機構の資料で確認できていない情報です)
period =
    .until = 【受付】{ DAY($last) }まで(先着順)
    .unknown = 【受付】例年4月下旬から10月上旬まで(先着順)
quota =
    .left = 【募集口数】{ CLOCK($at) }現在、{ COUNT($quota) }口のうち残り{ COUNT($left) }口
    .unknown = 【募集口数】残りの口数は、機構ホームページでお確かめください。
    .would_void = ご注意ください。募集口数の残りは{ COUNT($left) }口です。{ COUNT($units) }口で応募されると募集口数を超え、今日受け付けた応募がすべて無効になる見込みです。残りの口数以内に直すことをおすすめします。
rate =
    .average = 10年満期時の年平均利率(税引前) { $rate }%
    .unknown = 利率は手元の資料にありません
    .asks_ordinary = 追加の書類はいりません
    .asks_certified = 管理計画の「認定通知書」が必要です
    .asks_step_up = ★4つ以上の「登録証」か、S評価の「診断レポート」が必要です
word_ordinary = 通常
word_certified = 認定
word_step_up = ステップアップ
meant =
    .amount = 「{ $typed }」は、次のどれのことでしょうか。決算書の単位(千円・万円・円)をお確かめになり、正しい金額を押してください。
    .thousands = 「{ $typed }」は{ YEN($yen) }のことでしょうか。よろしければ、下の金額を押してください。
    .number = 「{ $typed }」は{ $meant }のことでしょうか。よろしければ、下のボタンを押してください。
    .again = 入れ直す
ways =
    .ladder_wanted = 10回続けた場合を見る
    .projection_wanted = 1回分の利息を見る
    .other_units_wanted = 口数を変える

reading_requirements =
    .title = { $year }年度の応募
    .ask = 応募できるのは、次の要件をすべて満たす管理組合です。
        1. 分譲マンションの管理組合であること(沖縄県を除く)
        2. 管理規約が定められていること
        3. 長期修繕計画の期間が20年以上あり、応募する日がその期間の中にあること
        4. 反社会的勢力と関係がないこと
        5. 機構の融資を利用して共用部分の修繕工事を行う予定があること(利用しなくても違約金はありません)
        総会の決議は要件ではありません。管理規約をご確認ください。
    .application_begun = 要件を確認して応募を始める
    .application_put_off = また今度にする
    .help = 応募は1年度に1回です。途中でやめても、入力した内容は残ります。お手元に、長期修繕計画と、前年度の決算書をご用意ください。
checking_building =
    .title = (1/5) マンションと応募の要件
    .help = 長期修繕計画の「20年以上」は、計画を作成した時点からの期間です。計画を更新しているときは、更新前の期間と合わせて数えられます。
choosing_kind =
    .title = (2/5) 債券の種類
    .help = 応募できる種類は1つだけです。認定は管理計画の認定を受けたマンション、ステップアップは一定以上の評価を受けたマンションだけが選べます。
entering_figures =
    .title = (3/5) 修繕積立金の金額
    .no_borrowings = 借入れはない
    .help = 前年度の決算書(修繕積立金会計)をご覧ください。「9,900,000円」や「990万円」のようにご入力ください。
choosing_units =
    .title = (4/5) 応募口数
    .ceiling = 購入できる上限(①+②−借入れ)
    .makes = { YEN($amount) } → { COUNT($units) }口まで
    .yearly = { COUNT($units) }口({ YEN($amount) }) 毎年の積立額の分
    .most = { COUNT($units) }口({ YEN($amount) }) 上限まで
    .help = 1口は50万円です。50万円に満たない分では購入できません。続けて購入するときは、毎年同じ口数になります。
reading_projection =
    .title = 受け取りの見込み
    .ask = 1回の購入で、10年間に受け取る利息です(税引後の予定額)。利息は毎年段階的に増えます。
    .ask_unknown = この年度の利息額はまだ公表されていないため、金額をお示しできません。満期には元本が全額戻ります。
    .bought = 購入
    .bought_for = { COUNT($units) }口 { YEN($amount) }(発行 { DAY($on) }の予定)
    .interest = 10年間の利息の合計
    .interest_of = { YEN($net) }(税引前 { YEN($gross) })
    .matures = 満期
    .matures_on = { DAY($on) }に { YEN($amount) }
reading_ladder =
    .title = 10回続けて購入した場合
    .ask = 同じ口数を毎年1回、最長10回まで続けて購入できます。1回ごとに10年後に満期を迎え、10回目の満期は1回目の購入から19年後です。
        2回目からの利率は、その年度ごとに決まります。続けるかどうかは、毎年お決めいただけます。
    .held = 10回目を購入したとき
    .held_of = { COUNT($units) }口 { YEN($amount) }({ $on })
    .last = 10回目の満期
sending_papers =
    .title = (5/5) 必要書類
    .help = 認定通知書は、公印があり、応募する日に有効なものをお送りください。事前確認適合証では応募できません。
checking_summary =
    .title = 応募内容の確認
    .ask = 応募内容をご確認ください。直したい部分は「直す」を押してください。よろしければ、いちばん下の「この内容で応募する」を押してください。
    .ask_again = 直した内容をご確認ください。よろしければ「この内容で応募する」を押すと、もう一度申請します。
    .summary_accepted = この内容で応募する
choosing_correction =
    .ask = どの項目を直しますか。
    .left_as_it_is = 直さずに戻る
correcting =
    .title = 直していただく項目
    .because = 「{ $field }」について：{ $reason }
    .units_again = 金額が変わり、口数が上限を超えましたので、口数をもう一度お選びください。
entering_code =
    .title = ワンタイムパスワード
    .ask = 認証アプリに表示されている6桁の数字を、ここに入力してください。入力すると、応募の申請が完了します。
    .changes_wanted = 申請せずに内容を見直す
    .help = 数字は30秒ごとに変わります。時間切れになったときは、新しく表示された数字を入力してください。
filed =
    .ask = 応募の申請を受け付けました(受付番号 { $receipt })。機構の確認が終わりましたら、「応募申込完了のお知らせ」をお送りします。
    .receipt_title = 応募の申請を受け付けました
    .receipt = 受付番号：{ $receipt }
        応募口数：{ COUNT($units) }口
        受付日：{ DAY($on) }
        この日の応募で募集口数を超えたときは、この日に受け付けた応募はすべて無効になります。その場合はお知らせします。
under_review =
    .ask = 今年度の応募({ COUNT($units) }口、受付番号 { $receipt }、受付日 { DAY($on) })は、ただいま機構で確認しています。終わりましたら、「応募申込完了のお知らせ」をお送りします。
        応募は1年度に1回です。
approved =
    .ask = 今年度の応募({ COUNT($units) }口、受付番号 { $receipt })は完了しています。11月下旬から、積立申込みの受付が始まります。
not_possible =
    .title = 応募について
    .year_unknown = { $year }年度の応募のご案内は、まだありません。受付は、例年4月下旬から10月上旬までです。
guest =
    .ask = 応募には、利用登録が必要です。はじめての方は利用登録から、登録済みの方はログインからお進みください。
    .registration = はじめての方(利用登録)
    .signing_in = 登録済みの方
declined =
    .ask = 応募するときは、「応募」と入力してください。
