### Understood words and the pieces that sentences are put together from.

yen_sign = 円
weekdays = 月 | 火 | 水 | 木 | 金 | 土 | 日
day = { $y }年{ $m }月{ $d }日({ $weekday })
eras = 令和 | 平成 | 昭和 | 大正 | 明治
first_year = 元
era_day = { $era }{ $y }年{ $m }月{ $d }日
clock = { $m }月{ $d }日({ $weekday }){ $h }時{ $min }分
comma = 、

## Answers

yes = はい | うん | ええ | そうです | OK | オーケー | ok | yes | 承認します | 同意します | 同意する
no = いいえ | 同意しない | いや | ちがいます | 違います | no | ノー

## Words that always work, whatever is being asked

menu = メニュー | めにゅー | トップ | ホーム | menu
back = 戻る | もどる | 一つ前 | ひとつ前 | 前に戻る | back
quit = やめる | 中止 | 中断 | キャンセル | あとで | やめます
restart = 最初から | さいしょから | はじめから | 初めから | やり直す
help = ヘルプ | 使い方 | へるぷ | 困った | help
staff = 担当者 | 担当者に聞く | 担当者と話す | オペレーター | 人と話したい | 相談
registration = 利用登録 | はじめての方 | はじめての方(利用登録) | 修正する | 修正 | 続きから入力 | 登録の状況を見る
signing_in = 登録済みの方 | ログイン
passbooks = 積立手帳 | 積立手帳を見る | 手帳 | 残高
application = 応募 | 応募する | 応募したい | 応募の続き
early_redemption = 中途換金 | 買入消却 | 解約 | 途中で換金
filings = 申請状況 | 申請の状況 | 申込状況 | 手続きの状況
about = 制度を知る | すまいる債とは | 制度について
everything = 全部 | すべて | 全て | ぜんぶ | 全額 | 全口 | 全部の口数 | 残高全部
greetings = こんにちは | おはよう | おはようございます | こんばんは | はじめまして | よろしくお願いします | ありがとう | ありがとうございます

## On the members' menu, but still to be built

coming = 登録内容の変更
