### 申請状況

kind = { $kind ->
        [registration] 利用登録
        [application] 応募
        [redemption] 中途換金
       *[other] 申請
    }
state = { $state ->
        [submitted] 受け付けました(確認の順番をお待ちいただいています)
        [under_review] 機構で内容を確認しています
        [returned] 直していただくところがあります
        [awaiting_approval] 機構で承認の手続きをしています
        [approved] 承認されました
        [carried_out] お支払いが済みました
        [rejected] お受けできませんでした
        [withdrawn] 取り下げました
       *[expired] 期限が過ぎたため終わりました
    }
ours_by = { $kind ->
        [redemption] 機構が、書類またはお電話で意思を確認し、審査します。{ DAY($day) }までに確認できると、ご希望の月にお支払いできます。
       *[other] 機構が内容を確認します。{ DAY($day) }ごろまでにお知らせします。お手続きは要りません。
    }
theirs_by = 「直す」から、{ DAY($day) }までに直してください。直す項目だけをおたずねします。
done = { $stage ->
        [approved] { $kind ->
            [redemption] { DAY($day) }に、ご登録の口座へお支払いします。お手続きは要りません。
           *[other] お手続きは要りません。
        }
        [carried_out] { DAY($day) }に、ご登録の口座へお支払いしました。
        [rejected] 理由は、お送りしたお知らせをご覧ください。もう一度申請することもできます。
        [withdrawn] もう一度申請することもできます。
       *[expired] もう一度はじめから申請してください。
    }

looking =
    .title = 申請状況
    .ask = これまでの申請です。受付番号を押すと、くわしい内容をご覧いただけます。
    .line = { DAY($submitted) }に申請。{ $state }
reading_one =
    .ask = 受付番号 { $receipt }({ DAY($submitted) }に申請)
    .state = 今の状況
    .next = これからのこと
    .units = 中途換金する口数
    .units_of = 積立手帳 { $number } の{ $units }口
    .amount = お受取予定額
    .paid = お支払額(税引後の計算額)
    .net = { YEN($net) }({ DAY($bought) })
    .net_unknown = { YEN($net) }と経過利息({ DAY($bought) })
    .statement = 買入計算書(写し)を見る
    .correction_wanted = 直す
    .withdrawal_wanted = 取り下げる
    .list_wanted = ほかの申請を見る
confirming_withdrawal =
    .title = 申請の取下げ
    .ask = 受付番号 { $receipt } の申請を取り下げますか。取り下げると、元には戻せません。必要なときは、もう一度申請してください。
    .withdrawal_confirmed = 取り下げる
    .changed_mind = 取り下げない
entering_code =
    .title = ワンタイムパスワード
    .ask = 認証アプリに表示されている6桁の数字を、ここに入力してください。入力すると、申請を取り下げます。
    .changed_mind = 取り下げない
    .too_late = この申請は、すでに機構の決定が済んでいるため、取り下げられません。お困りのときは「担当者」と入力してください。
withdrawn =
    .ask = 受付番号 { $receipt } の申請を取り下げました。
    .receipt_title = 申請の取下げを受け付けました
    .receipt = 受付番号：{ $receipt }
nothing_filed =
    .ask = 申請はまだありません。
left =
    .ask = もう一度ご覧になるときは「申請状況」と入力してください。
