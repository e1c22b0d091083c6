### 積立手帳: what is held, what comes next, what must be done (S1 4章, 5章, 6章)

looking =
    .title = 積立手帳
    .interest = 利払予定
    .maturity = 満期償還予定
    .redemption = 中途換金額
    .next_page = 次の積立手帳を見る
    .previous_page = 前の積立手帳を見る
    .help = 利息・満期・中途換金の予定は、それぞれの積立手帳のカードのボタンから一覧をご覧になれます。カードは横に動かせます。
reading_list =
    .title_interest = 利払予定
    .title_maturity = 満期償還予定
    .title_redemption = 中途換金額
    .save = CSV・カレンダーで保存
    .passbooks_wanted = 積立手帳に戻る
    .nothing_interest = これから受け取る利息の予定はありません。
    .nothing_maturity = これから満期になる債券はありません。
    .nothing_redemption = これから1年の間に中途換金できる債券はありません。
    .help = 「CSV・カレンダーで保存」を押すと、表計算ソフト用のファイルと、カレンダー用のファイルを保存できます。
guest =
    .ask = 積立手帳は、利用登録がお済みの方がご覧になれます。はじめての方は利用登録から、登録済みの方はログインからお進みください。
    .registration = はじめての方(利用登録)
    .signing_in = 登録済みの方
nothing_held =
    .ask = ご登録の管理組合さまの積立手帳は、まだありません。応募が承認され、債券が発行されると、ここに表示されます。
finished =
    .ask = 「積立手帳」と入力すると、いつでもご覧になれます。

## 次にやること

next =
    .heading = ■ 次にやること
    .statement = { DAY($last) }までに、認定・評価等の状況の申し出をしてください(積立手帳 { $number })。過ぎると、この積立手帳では買い続けられなくなります。
    .order = { DAY($last) }までに、積立申込みをしてください(積立手帳 { $number }・{ $nth }回目の購入)。過ぎると、この積立手帳で買い続ける権利がなくなります。
    .transfer = { DAY($last) }までに、積立金{ YEN($amount) }をお振り込みください(積立手帳 { $number }・{ $nth }回目の購入)。過ぎると、この積立手帳で買い続ける権利がなくなります。
    .opens = 受付が始まるのは{ DAY($opens) }ごろです。
    .about = 日付は目安です。正式な日は、機構からのお知らせでご確認ください。
    .done_already = お済みの場合は、ご対応は不要です。
    .nothing = 今、期限のある手続きはありません。

## The card above all

all =
    .account = お受取口座(下3桁)
    .balance = 残高の合計
    .held = { YEN($amount) }({ $units }口)
    .interest = 次の利息の合計(税引後)
    .passbooks = 積立手帳
    .how_many = { $n }冊
    .estimate = 金額はすべて予定額です。

## One passbook

card =
    .title = 積立手帳 { $number }
    .kind = { $kind ->
        [certified] 認定すまい・る債
        [step_up] ステップアップすまい・る債
       *[ordinary] すまい・る債
    }({ $year }年度から)
    .purchases = 購入
    .purchases_of = { $units }口({ YEN($amount) })を{ $n }回({ $most }回まで)
    .balance = 残高
    .interest = 次の利息(税引後)
    .interest_on = { DAY($on) } { YEN($net) }
    .interest_partly = { DAY($on) } { YEN($net) }のほか、利率が未公表の購入分
    .interest_unknown = { DAY($on) } 利率が未公表のため、金額はまだわかりません
    .interest_none = ありません
    .maturity = 次の満期償還
    .maturity_on = { DAY($on) } { YEN($amount) }({ $nth }回目の{ $units }口)
    .maturity_none = ありません
    .redeemable = 中途換金できる口数
    .redeemable_some = { $units }口({ YEN($amount) })まで。{ DAY($on) }の買入、お申込みは{ DAY($closes) }までです。
    .redeemable_less = { $locked }口は、まだ対象外です({ $why ->
        [two_months] 発行から2か月以内
        [maturity] 満期を迎える月
       *[other] 発行前
    })。
    .redeemable_none = { $why ->
        [first_year] 次の買入({ DAY($on) })ではできません。初回の発行から1年間は対象外です。
        [two_months] 次の買入({ DAY($on) })ではできません。発行から2か月以内の債券は対象外です。
        [maturity] 次の買入({ DAY($on) })ではできません。満期を迎える月は対象外です。
       *[other] 対象になる債券がありません。
    }
    .deadlines = この先の期限
    .deadline_statement = 認定・評価等の申し出 { DAY($last) }まで
    .deadline_order = 積立申込み { DAY($last) }まで
    .deadline_transfer = 積立金の振込 { DAY($last) }まで
right =
    .open = 続けて購入できます(次は{ $year }年度の{ $nth }回目)。
    .complete = 10回の購入が終わりました。続けて積み立てるには、新しく応募してください。
    .missed = { $year }年度の購入の記録がありません。この積立手帳では、続けて購入できなくなっている可能性があります。お心当たりのないときは「担当者」と入力してください。
    .ended = この積立手帳での積立ては終わっています。残高がある間は、利息と満期償還金をお受け取りになれます。
    .ahead = まだ発行されていない購入分があります。

## The lists

list =
    .of_one = 積立手帳 { $number }
    .of_all = すべての積立手帳の合計
    .part = { $title }({ $n }/{ $of })
    .interest = { YEN($net) }
        (税引前{ YEN($gross) }、税{ YEN($tax) })
    .interest_partly = { YEN($net) }のほか、利率が未公表の購入分
        (税引前{ YEN($gross) }、税{ YEN($tax) })
    .interest_unknown = 利率が未公表のため、まだわかりません
    .maturity = { YEN($amount) }({ $units }口)
    .redemption_on = { DAY($on) }の買入
    .redemption = { YEN($net) }
        ({ $units }口を全部換金したとき。経過利息{ YEN($gross) }、税{ YEN($tax) })
        お申込みは{ DAY($closes) }まで
    .redemption_partly = { YEN($net) }({ $units }口を全部換金したとき)のほか、利率が未公表の購入分の経過利息
        お申込みは{ DAY($closes) }まで
    .notes = ご注意
    .estimate = 金額は予定額です。お受取口座は下3桁が{ $account }の口座です。
    .estimate_only = 金額は予定額です。
    .derived = 利息額の表が公表されていない購入分は、公表されている平均利率から計算しています。正式な金額は、機構からの「利払いに関するお知らせ」でご確認ください。
    .readings = 資料で決まっていない点は、次のように計算しています。
    .saving = 下のボタンから、CSVとカレンダー用のファイルを保存できます(15分間有効)。
