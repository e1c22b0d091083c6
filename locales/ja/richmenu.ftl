### The menu under the chat. `.label` is read aloud, `.lines` is drawn (one part a line), `.word` is what a tap sends.
### After a change of `.lines` or `.note`: python -m bot.richmenu.draw

bar = メニュー

registration =
    .label = 利用登録（はじめての方）
    .lines = 利用登録
    .note = はじめての方
    .word = 利用登録
signing_in =
    .label = 登録済みの方
    .lines = 登録済みの方
    .note = ログイン
    .word = 登録済みの方
about =
    .label = 制度を知る
    .lines = 制度を | 知る
    .word = 制度を知る
staff =
    .label = 担当者に聞く
    .lines = 担当者に | 聞く
    .word = 担当者
help =
    .label = ヘルプ
    .lines = ヘルプ
    .word = ヘルプ
passbooks =
    .label = 積立手帳
    .lines = 積立手帳
    .word = 積立手帳
application =
    .label = 応募
    .lines = 応募
    .word = 応募
early_redemption =
    .label = 中途換金
    .lines = 中途換金
    .word = 中途換金
progress =
    .label = 申請状況
    .lines = 申請状況
    .word = 申請状況
changes =
    .label = 登録内容の変更
    .lines = 登録内容 | の変更
    .word = 登録内容の変更
