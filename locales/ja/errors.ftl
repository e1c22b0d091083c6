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
