### The staff's desk.

site = すまいる窓口 職員用
skip = 本文へ
issuer = すまいる窓口(職員)

nav = メニュー
    .filings = 申請
    .talks = トーク
    .associations = 管理組合
    .audit = 監査記録
    .staff = 職員

sign_in = ログイン
    .login = ログインID
    .password = パスワード
    .code = 認証コード
    .code_hint = 認証アプリに表示されている6桁の数字です。
    .button = ログイン
sign_out = ログアウト

refused = 操作できませんでした
    .conflict = ほかの人が先に変更しました
    .theirs = 先に行われた変更
    .yours = あなたの入力(保存していません)
    .kept = 必要なときは、ここから写してお使いください。
    .back = いまの内容を見る

queue = 申請の一覧
    .receipt = 受付番号
    .search = 探す
    .scopes = 一覧の種類
    .kind = 種類
    .state = 状態
    .any = すべて
    .filter = 絞り込む
    .title_of = 管理組合
    .owner = 担当
    .due = 期限
    .age = 経過
    .age_of = { $days }営業日経過
    .days = { $days }営業日
    .again = { $revision }回目
    .nothing = この一覧には、いま申請がありません。
    .nothing_found = 受付番号「{ $receipt }」の申請は見つかりませんでした。番号をお確かめください。
    .pages = ページ
    .previous = 前の50件
    .next = 次の50件

scope =
    .mine = 自分の担当
    .unassigned = 担当なし
    .overdue = 期限超過
    .all = すべて
    .closed = 終了

urgency =
    .overdue = 期限を過ぎています
    .soon = 期限が近い(2営業日以内)
    .in_time = 期限内
    .waiting = 理事長の修正待ち
    .closed = 見つかった申請

kind =
    .registration = 利用登録
    .application = 応募
    .redemption = 中途換金

state =
    .submitted = 受付済み
    .under_review = 審査中
    .returned = 補正待ち
    .awaiting_approval = 承認待ち
    .approved = 承認済み
    .rejected = 不受理
    .withdrawn = 取下げ
    .expired = 期限切れ

sections =
    .association = 管理組合情報
    .representative = 代表者情報
    .identity = 本人確認
    .documents = 必要書類
    .company = 管理会社の権限
    .delivery = 送付先

yes_no =
    .yes = はい
    .no = いいえ

value =
    .month = { $month }月
    .day = { ERA($day) }({ DAY($day) })
    .year_month = { $year }年{ $month }月

identity =
    .registered = 情報登録済(方式未選択)
    .method_chosen = 方式選択済
    .checking = 本人確認中
    .passed = 合格
    .failed = 不合格
    .none = 郵送または未実施

filing =
    .submitted = 提出
    .nobody = なし
    .applicant = 申請者
    .identity = 本人確認
    .documents = 書類
    .download = ダウンロード
    .page_of = { $label } { $n }ページ目(全{ $all }ページ)
    .not_drawn = この書類は画面に表示できません。ダウンロードして、安全な環境で確認してください。
    .no_documents = 書類はありません。
    .answers = 申請内容
    .diff_hint = 前回から変わった項目に色が付いています。取り消し線が前回の内容です。
    .mark_hint = 直してほしい項目に「不備」の印を付け、理由を選んでください。印はこのあとの画面で確認してから送られます。
    .mark = 不備
    .mark_field = 「{ $label }」を不備にする
    .reason = 理由
    .choose_reason = 選んでください
    .words = 補足(理事長の修正ページに表示)
    .words_hint = 補足は修正ページだけに表示され、LINEとメールには載りません。口座番号や携帯電話番号は自動で伏せ字になります。
    .nothing_before = (前回は未入力)
    .nothing_now = (今回は未入力)
    .earlier = { $revision }回目の不備:{ $reason }
    .marked = 不備:{ $reason }
    .approve_text = 承認すると、理事長にLINEとメールでお知らせが届き、会員用のメニューに切り替わります。元には戻せません。
    .reject_text = 不受理にすると申請は終わり、理由がLINEとメールで届きます。直せば済むときは、差戻しをお使いください。
    .reassign_to = 新しい担当

act =
    .claim = 担当する
    .release = 担当を外れる
    .reassign = 担当を変える
    .pass = 承認を依頼する
    .send_back = 審査に戻す
    .approve = 承認する
    .approve_sure = 承認して知らせる
    .reject = 不受理にする
    .reject_sure = 不受理にして知らせる
    .keep = 印を保存する
    .preview = 差戻しの内容を確認する
    .return = この内容で差し戻す

done =
    .kept = 印を保存しました。理事長にはまだ何も送られていません。
    .masked = 印を保存しました。補足の中の口座番号か電話番号のような数字は、伏せ字にしました。
    .returned = 差し戻しました。理事長にLINEとメールでお知らせしました。
    .approved = 承認しました。理事長にLINEとメールでお知らせしました。
    .rejected = 不受理にしました。理事長にLINEとメールでお知らせしました。

preview = 差戻しの確認
    .text = 理事長には、次のとおりに届きます。まだ送られていません。
    .line = LINE
    .mail = メール
    .to = 宛先
    .no_mail = (メールアドレスがありません)
    .page = 修正ページに表示する補足
    .page_hint = LINEとメールには載りません。
    .no_words = 補足はありません。
    .back = 印を直す

notes = 内部メモ
    .hint = 職員だけが見られます。理事長に送られることはありません。
    .label = メモを書く
    .add = メモを残す

history = 経過

by =
    .applicant = 申請者
    .system = システム
