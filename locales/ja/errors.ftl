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
