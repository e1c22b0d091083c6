### Papers as PDF.

statement =
    .title = 買入計算書(写し)
    .copy = これは内容をご確認いただくための写しです。正式な買入計算書は、みずほ銀行から郵送されます。金額は予定額です。
    .to = { $name } 様
    .ahead = 次の債券を{ DAY($bought) }に買い入れ、ご登録の口座へお支払いします。
    .carried_out = 次の債券を{ DAY($bought) }に買い入れました。
    .receipt = 受付番号
    .passbook = 積立手帳番号
    .bought = 買入日(お支払い日)
    .on = { DAY($day) }
    .account = お振込先の口座番号
    .tail = 下3桁 { $tail }
    .columns = 回|発行日|口数|買入代金|経過月数|経過利息|源泉徴収税|お支払額
    .nth = { $nth }回目
    .unknown = 未公表
    .principal = 買入代金(額面)の合計
    .interest = 経過利息の合計(税引前)
    .tax = 源泉徴収税額の合計
    .net = お支払額の合計
    .left = 買入後の残高
    .units = { $units }口
    .notes = 手数料はかかりません。税は経過利息だけにかかります。
        経過利息の月数は暦の月で数え、1口ごとに円未満を切り捨てています(数え方は公表されていません)。
        内容や口座に誤りがあるときは、{ DAY($errors) }までに、みずほ銀行の取扱店へご連絡ください。
