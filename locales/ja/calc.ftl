### `sumairu calc`: the rule book on the command line, for staff.

program =
    .help = すまい・る債の規定にもとづく計算と日付
    .command = コマンド
    .which = どの計算をしますか。次のどれかを続けて入力してください: { $commands }

schedule =
    .help = 積立手帳1冊の利息・満期金の支払予定
    .title = { $year }年度から{ $units }口を{ $purchases }回購入した場合の支払予定額
redeem =
    .help = 中途換金の見積り
    .title = { $year }年{ $month }月の中途換金の見積り
redeemable =
    .help = ある月に中途換金できる口数
    .title = { $year }年{ $month }月に中途換金できる口数
dates =
    .help = 年度または買入月の日程
    .title_year = { $year }年度に募集する債券の日程
    .title_month = { $year }年{ $month }月の中途換金の日程
units =
    .help = 金額で購入できる口数
    .title = { YEN($amount) }で購入できる口数
ceiling =
    .help = 購入できる上限額
    .title = 購入できる範囲
loan =
    .help = 共用部分リフォーム融資の上限額
    .title = マンション共用部分リフォーム融資の上限額
account-name =
    .help = 口座名義を銀行の半角カナに直す
    .title = 銀行での口座名義の書き方
business-day =
    .help = 銀行営業日
    .title = 銀行営業日
    .title_nth = { $year }年{ $month }月の第{ $nth }営業日

argument =
    .missing = { $name }の指定がありません。
    .wrong = { $name }「{ $typed }」は使えません。
    .example = 例: { $example }
    .choices = 次のどれかを入力してください: { $choices }
    .purchases = 購入の回数は1から10までの数字で入力してください。
    .unknown = コマンドを読み取れませんでした({ $detail })。「{ $program } --help」で使い方を確認できます。

argument_help =
    .json = 結果をJSONで出す
    .reading = 資料で決まっていない点の読み方(問い=答え)
    .first-year = 初回の募集年度
    .units = 1回あたりの口数または金額
    .purchases = 購入の回数
    .kind = 種類(ordinary、certified、step_up)
    .assume-year = 利息の表がわからない年度に当てはめる年度
    .lines = 購入回ごとの明細
    .redeem = 中途換金する口数または金額
    .on = 申し込む日
    .month = 買入月または月
    .year = 年度
    .channel = 申込方法(web、paper)
    .emergency = 緊急の事情(none、under_review、approved)
    .stop = 全部を換金して積立てを中止する
    .amount = 金額
    .name = 口座名義(カナ)
    .date = 日付
    .a-year = マンション全体の1年分の修繕積立金
    .account = 前年度決算の修繕積立金会計の科目の残高(何度でも)
    .borrowed = 借入金
    .bonds-held = 保有するすまい・る債
    .cost = 工事費
    .subsidy = 補助金
    .monthly-reserve = 毎月の修繕積立金
    .monthly-repayments = 既存の借入れの毎月の返済額
    .rate = 融資金利(年%)
    .years = 返済期間(年)
    .arrears = 滞納割合(%)
    .plus = 何営業日後か(前はマイナス)
    .nth = 第何営業日か

example =
    .first-year = --first-year 2022
    .units = --units 30
    .purchases = --purchases 4
    .kind = --kind certified
    .assume-year = --assume-year 2025
    .redeem = --redeem 50
    .on = --on 2026-07-01
    .month = --month 2026-08
    .year = --year 2026
    .channel = --channel paper
    .emergency = --emergency approved
    .amount = sumairu calc units 990万円
    .name = sumairu calc account-name サンプルマンションカンリクミアイ
    .date = sumairu calc business-day 2027-02-20
    .a-year = --a-year 672万円
    .account = --account 2,000万円 --account 500万円
    .borrowed = --borrowed 300万円
    .bonds-held = --bonds-held 1,500万円
    .cost = --cost 5,000万円
    .subsidy = --subsidy 0円
    .monthly-reserve = --monthly-reserve 30万円
    .monthly-repayments = --monthly-repayments 0円
    .rate = --rate 0.70
    .years = --years 10
    .arrears = --arrears 5
    .plus = --plus 7
    .nth = --nth 7 --month 2026-04
    .reading = --reading first_year_lock=buy_back

label =
    .first_issue = 初回の発行日
    .last_payment = 最後の支払日
    .years = 初回の発行から
    .principal = 元本
    .interest = 利息(税引前)
    .accrued = 経過利息(税引前)
    .tax = 税
    .fee = 手数料
    .net = お受取額
    .held = 保有
    .can_redeem = 換金できる口数
    .redeemed = 今回の換金
    .left = 換金後の残高
    .goes_on = 次回の購入
    .bought_on = 買入日
    .first_month = 最も早い買入月
    .units = 口数
    .price = 購入金額
    .rest = 残り
    .ceiling = 上限額
    .basis = 数え方
    .loan = 融資の上限額
    .by_reserve = 積立金から見た額
    .by_cost = 工事費から見た額
    .per_million = 100万円当たりの毎月返済額
    .repayment = 上限額を借りた場合の毎月返済額
    .typed = 入力
    .kana = 銀行の書き方
    .previous = 直前の営業日(当日を含む)
    .next = 直後の営業日(当日を含む)
    .plus = { $count }営業日後
    .nth = 第{ $nth }営業日

value =
    .years = { $years }年後
    .units = { $units }口
    .held = { COUNT($units) }口({ YEN($amount) })
    .goes_on = 続けられます
    .ends = 中止します
    .month = { $year }年{ $month }月
    .none = ありません
    .not_given = 指定なし
    .open = 銀行営業日です
    .closed = 銀行休業日です
    .basis = { $basis ->
        [year_or_savings] 1年分の積立金と残高の多いほう
       *[year_plus_savings] 1年分の積立金と前年度決算の残高の合計
    }

column =
    .day = 日付
    .what = 項目
    .nth = 回
    .year = 年目
    .units = 口数
    .held = 保有口数
    .can_redeem = 換金できる口数
    .why = 理由
    .issued_on = 発行日
    .principal = 元本
    .interest = 利息
    .tax = 税
    .net = お受取額
    .months = 経過月数
    .coupon = 1口の年間利息
    .accrued_unit = 1口の経過利息
    .accrued = 経過利息

row =
    .application_first = 応募受付の開始
    .application_last = 応募受付の終了
    .order_first = 積立申込の開始
    .order_last = 積立申込の終了
    .transfer_first = お振込みの開始
    .transfer_last = お振込みの期限
    .unverified = { $name }(未確認)
    .issued = 債券の発行
    .interest_told = 利払いのお知らせ(頃)
    .interest_errors = お知らせの誤りの連絡期限
    .first_interest = 初回の利払い
    .matures = 満期償還
    .opens = 申込みの開始
    .closes = 申込みの期限(郵送は消印)
    .arrive_advised = 書類の到着(おすすめ)
    .arrive_by = 書類の到着期限
    .confirm_by = 意思確認の期限
    .report_errors_by = 買入計算書の誤りの連絡期限
    .bought_on = 買入日(お支払い)

why = { $why ->
        [first_year] 初回の発行から1年以内
        [two_months] 発行から2か月以内
        [maturity] 満期の月
        [not_issued] 発行前
        [gone] 残高なし
       *[free] 換金できます
    }

note =
    .estimate = ※ 金額は予定額です。1口あたりの金額に口数をかけて計算しています。
    .review = ※ 中途換金には機構の審査と承認が必要です。
    .windows = ※ 「未確認」の日付は公表資料での確認が済んでいません。
    .assumed = ※ { $year }年度の利率はまだ決まっていないため、{ $source }年度の表で計算しています。
    .derived = ※ { $year }年度の1口あたり利息額は、公表の平均利率から推計した表です。
    .unverified = ※ { $year }年度の1口あたり利息額は、公表資料での確認が済んでいません。
    .loan_arrears = ※ 滞納割合が10%を超えるため、条件付きの取扱いになります。
    .reading = ※ 資料で決まっていない点({ $question }): { $said }

reading =
    .first_year_lock = { $answer ->
        [buy_back] 初回発行から1年は、買入日で数えています。
       *[request] 初回発行から1年は、申込日で数えています。
    }
    .arrival_limit = { $answer ->
        [previous_business_day] 書類の到着期限は、20日が休業日なら前営業日としています。
       *[as_written] 書類の到着期限は、休業日でも20日としています。
    }
    .web_request_limit = { $answer ->
        [twentieth] Webの申込期限は、前月20日としています。
       *[fifteenth] Webの申込期限は、郵送と同じ前月15日としています。
    }
    .elapsed_months = { $answer ->
        [complete_months] 経過月数は、満ちた月だけを数えています。
       *[calendar_difference] 経過月数は、暦の月の差で数えています。
    }
    .accrual_coupon = { $answer ->
        [last_paid] 経過利息は、直前に支払われた年の利息を月割りしています。
       *[running_year] 経過利息は、その年の利息を月割りしています。
    }
    .accrual_rounding = { $answer ->
        [half_up] 経過利息の1円未満は、1口ごとに四捨五入しています。
       *[floor] 経過利息の1円未満は、1口ごとに切り捨てています。
    }
    .maturity_day = { $answer ->
        [issue_day] 満期日は、発行日と同じ日付(休業日なら直前の営業日)としています。
       *[february_20] 満期日は、2月20日(休業日なら直前の営業日)としています。
    }
    .tax_floor = { $answer ->
        [per_tranche] 税の1円未満は、購入回ごとの合計で切り捨てています。
       *[per_unit] 税の1円未満は、1口ごとに切り捨てています。
    }
    .tax_after_2037 = { $answer ->
        [without_surtax] 2038年からの税率は15%としています。
       *[unchanged] 2038年からの税率も15.315%のままとしています。
    }
    .bonds_in_reserve = { $answer ->
        [added] 保有するすまい・る債は、残高に加えています。
       *[inside] 保有するすまい・る債は、残高に含まれているものとしています。
    }
