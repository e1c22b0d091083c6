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
    .operations = 運用

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
    .back = 今の内容を見る

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

redemption = 中途換金
    .passbook = 積立手帳
    .bought = 買入日
    .confirm_by = 意思確認の期限
    .units = 口数
    .units_of = { $units }口(換金前 { $held }口、換金後 { $left }口)
    .net = お受取予定額
    .net_unknown = と経過利息(利息額が未公表の購入分あり)
    .after = 今後の積立て
    .stops = 中止する
    .goes_on = 続ける
    .lines = 内訳
    .columns = 回|発行日|口数|買入代金|経過月数|経過利息|税|お支払額
    .unknown = 未公表
    .urgent = 初回の発行から1年以内の、緊急の中途換金の申請です。事情を確かめてください。
    .intent = 意思確認
    .confirmed = { DAY($on) }に{ $proof }で確認しました。確認した職員：
    .not_confirmed = まだ確認していません。確認を記録すると、承認を依頼できます。
    .emergency_accepted = 緊急の事情を認めました。
    .proof = 確認の方法
    .proof_document = 書類(議事録など)
    .proof_phone = 電話
    .complete = 書類で、意思・金額・理由のすべてを確かめた(書類のとき)
    .other_officer = 代表者以外の会計担当役員などと話した(電話のとき)
    .emergency = 緊急の事情を認める
    .words = 確認した内容(いつ、だれと、どの書類で)
    .confirm = 意思確認を記録する
    .statement = 買入計算書(写し)を開く

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
    .building = マンションと応募の要件
    .kind = 債券の種類
    .figures = 修繕積立金の金額
    .units = 応募口数
    .papers = 必要書類
    .documents = 必要書類
    .company = 管理会社の権限
    .delivery = 送付先
    .redemption_request = 中途換金の内容
    .redemption_reason = 中途換金の理由
    .intent = 意思の確認方法
    .redemption_after = 今後の積立て

yes_no =
    .yes = はい
    .no = いいえ

value =
    .month = { $month }月
    .day = { ERA($day) }({ $year }年)
    .year_month = { $year }年{ $month }月
    .moment = { $year }年{ CLOCK($at) }
    .yen = { YEN($amount) }
    .units = { COUNT($amount) }口
    .years = { $amount }年間

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
    .earlier = { $revision }回目の不備：{ $reason }
    .marked = 不備：{ $reason }
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
    .take = 対応する
    .say = 送る
    .hand_back = ボットに戻す

done =
    .kept = 印を保存しました。理事長にはまだ何も送られていません。
    .masked = 印を保存しました。補足の中の口座番号か電話番号のような数字は、伏せ字にしました。
    .intent_confirmed = 意思確認を記録しました。
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

## The audit's words

acts =
    .submit = 申請しました
    .resubmit = 修正して、もう一度申請しました
    .claimed = 担当になりました
    .passbooks_proposed = 積立手帳の登録案を作りました
    .passbooks_accepted = 積立手帳の登録案を確定しました
    .passbooks_declined = 積立手帳の登録案を取り下げました
    .passbooks_recorded = 積立手帳を登録しました
    .released = 担当を外れました
    .reassigned = 担当を変えました
    .marked = 不備の印を保存しました
    .intent_confirmed = 意思確認を記録しました
    .redemption_carried_out = 買入れを行いました
    .returned = 差し戻しました
    .passed = 承認を依頼しました
    .sent_back = 審査に戻しました
    .approved = 承認しました
    .rejected = 不受理にしました
    .withdrawn = 取り下げました
    .expired = 期限切れになりました
    .voided = 募集口数の超過により無効になりました
    .noted = 内部メモを書きました
    .document_downloaded = 書類をダウンロードしました
    .document_infected = 書類からウイルスが見つかり、消しました
    .account_opened = 口座番号を表示しました
    .account_applied = 利用登録を始めました
    .account_made = ユーザーIDを登録しました
    .authenticator_set = 認証アプリを設定しました
    .password_set = パスワードを設定しました
    .password_locked = パスワードの間違いで、ログインを止めました
    .ekyc_begun = 本人確認を始めました
    .ekyc_status = 本人確認の状況が変わりました
    .ask_for_staff = 担当者を呼び出しました
    .line_linked = LINEと結び付けました
    .number_missed = ログインの確認の数字を3回間違えました
    .talk_taken = トークを引き継ぎました
    .talk_said = トークで返事をしました
    .talk_handed_back = トークをボットに戻しました
    .signed_in = ログインしました
    .signed_out = ログアウトしました
    .staff_added = 職員を追加しました
    .staff_disabled = アカウントを停止しました
    .staff_enabled = アカウントを再開しました
    .staff_renewed = パスワードと認証アプリを作り直しました
    .roles_given = 権限を変えました
    .event_taken_again = 止まった受信を処理し直しました
    .event_discarded = 止まった受信を取り消しました
    .message_sent_again = 届かなかったものを送り直しました
    .message_discarded = 届かなかったものの送信を取り消しました
    .sending_armed = このデータベースからの送信を許可しました
    .keys_accepted = 新しい鍵を登録しました
    .resealed = 保存済みのデータを新しい鍵で封印し直しました

## Talks

talks = トーク
    .asked = 呼び出し
    .topic = 話題
    .waited = 待ち時間
    .minutes = { $minutes }分
    .nobody = 今は、ありません。

hand_off =
    .waiting = 対応待ち
    .taken = 対応中
    .closed = 終了

topic =
    .registration = 利用登録
    .menu = メニュー
    .about = 制度のご案内
    .signing_in = ログイン
    .early_redemption = 中途換金
    .filings = 申請状況

talk = トークの対応
    .speaker = 返事をするのは
    .blocked = この方は、公式アカウントをブロックしています。LINEの返事は届きません。
    .transcript = これまでのやりとり
    .silent = まだ、やりとりはありません。
    .take_hint = 対応を始めると、ボットは返事をしなくなります。
    .message = 返事
    .sender = 担当 { $name }
    .say_hint = 口座番号・携帯電話番号・住所など、個人の情報は書かないでください。番号は送る前に伏せ字になります。
    .canned = 定型文
    .canned_all = 定型文の全文
    .hand_back_hint = ボットに戻すと、途中だった質問をもう一度たずねます。
    .empty = 返事が書かれていません。返事を書いてから、もう一度押してください。

speaker =
    .bot = ボット
    .staff = 職員

canned = greeting | wait | phone | page | done
    .greeting = すまいる窓口の{ $name }です。ここからは私がお答えします。
    .wait = お調べしますので、少しお待ちください。
    .phone = 詳しいお話は、お客さまコールセンター(0120-0860-23)でも承ります。
    .page = 個人の情報は、このトークではなく、ご案内した入力のページにお書きください。
    .done = ほかにご不明な点がなければ、このあとは自動のご案内に戻ります。

who =
    .person = 利用者
    .bot = ボット
    .staff = 職員
    .notice = お知らせ
    .mail = メール
    .house = できごと

sending =
    .queued = 送信待ち
    .sending = 送信中
    .blocked = ブロックされているため届きません
    .failed = 送れませんでした
    .expired = 送信の期限が過ぎました
    .unknown = 届いたか確認できません
    .waiting = 処理待ち
    .quarantined = 処理できませんでした
    .discarded = 破棄しました

event =
    .image = (画像が届きました)
    .video = (動画が届きました)
    .audio = (音声が届きました)
    .location = (位置情報が届きました)
    .sticker = (スタンプ)
    .file = (ファイル：{ $name })
    .follow = (友だちに追加されました)
    .unfollow = (ブロックされました)
    .unsend = (メッセージの送信が取り消されました)
    .unsent = (送信が取り消されたメッセージ)
    .account_link = (アカウント連携)
    .join = (グループに参加しました)
    .leave = (グループから退出しました)
    .member_joined = (メンバーが参加しました)
    .member_left = (メンバーが退出しました)
    .beacon = (ビーコン)
    .things = (機器の連携)
    .video_play_complete = (動画を見終わりました)
    .membership = (メンバーシップの変更)
    .module = (機能の追加)
    .bot_suspended = (アカウントが停止されました)
    .bot_resumed = (アカウントが再開されました)
    .delivery = (配信の完了)
    .tapped = 「{ $label }」を押しました
    .postback = (ボタンを押しました)
    .other = (その他のできごと：{ $kind })
    .menu = リッチメニューを切り替えました({ $menu })
    .link = (リンク)

house =
    .filing_returned = 申請が差し戻されました
    .filing_approved = 申請が承認されました
    .filing_rejected = 申請が不受理になりました
    .staff_taken_over = 職員がトークを引き継ぎました
    .staff_handed_back = 職員がトークをボットに戻しました
    .other = 入力ページなどからの連絡({ $kind } { $about })

## Associations

associations = 管理組合
    .number = 積立組合番号
    .no_number = (番号なし)
    .name = 名称
    .prefecture = 都道府県
    .since = 登録
    .nothing = 該当する管理組合はありません。
    .present = 今の代表者
    .former = 以前の代表者
    .open = 口座番号を表示する
    .why = 表示する理由
    .why_hint = 理由・日時・あなたの名前が監査記録に残ります。
    .why_missing = 口座番号を表示する理由を書いてください。
    .opened = 口座番号を表示しています。監査記録に残しました。

scan =
    .clean = ウイルス検査済み
    .never = ウイルスは未検査です。
    .held = ウイルス検査の順番を待っています。検査が終わると開けます。
    .infected = ウイルスが見つかったため、消しました。この項目に印を付けて差し戻してください。
account_name =
    .same = 管理組合の名称と同じです。
    .contains = 管理組合の名称を含みますが、同じではありません。通帳の写しなどで確かめてください。
    .different = 管理組合の名称と違います。管理組合ご自身の口座か、書類で確かめてください。
association_state =
    .registered = 利用中
    .suspended = 利用停止

## Audit

audit = 監査記録
    .row = 番号
    .at = 日時
    .actor = だれが
    .act = 何を
    .subject = 対象
    .facts = 内容
    .check = 改ざんの有無を調べる
    .whole = すべての記録がつながっています。改ざんは見つかりませんでした。
    .broken = { $row }番の記録が書き換えられているか、前の記録とつながっていません。システム管理者にすぐ知らせてください。
    .nothing = 記録はありません。
    .older = 前の記録を見る

## Staff

staff = 職員
    .name = 氏名
    .roles = 権限
    .roles_of = { $name }さんの権限
    .roles_missing = 権限を1つ以上選んでください。
    .save = 権限を保存
    .save_of = { $name }さんの権限を保存
    .account = アカウント
    .active = 利用中
    .disabled = 停止中
    .locked = 一時ロック中
    .disable = 停止する
    .enable = 再開する
    .renew = 認証を作り直す
    .add = 職員を追加する
    .login_hint = 半角の英小文字・数字・ピリオド・ハイフン、3文字以上

role =
    .viewer = 閲覧
    .reviewer = 審査
    .approver = 承認
    .sender = 配信
    .admin = 管理者

secrets = ログインの準備
    .once = この画面は1回だけ表示されます。閉じる前に、本人に渡してください。
    .password = 最初のパスワード
    .qr = 認証アプリ用のQRコード
    .key = 認証アプリに手で入力するキー
    .link = この端末の認証アプリ
    .open = 認証アプリで開く
    .done = 渡しました

## Passbooks: taken over from files or by hand, and on an association's page

passbooks = 積立手帳の取込み
    .number = 登録案
    .rows = 行数
    .made_by = 作成
    .decided_by = 確定・取下げ
    .nothing = 登録案はまだありません。
    .by_csv = CSVファイルから
    .by_csv_hint = 1行に1回分の購入を書いたファイルを選んでください。はじめに、行ごとの結果だけを確かめます(まだ登録されません)。
    .example = 入力例のファイル
    .file = CSVファイル
    .check = 確かめる
    .by_hand = 手で入力する
    .by_hand_hint = 続けて購入した回を、まとめて入力できます。
    .nth_first = 購入回(はじめ)
    .nth_last = 購入回(おわり)
    .more = 発行日・中途換金・利息額(はじめの回だけに付きます)
    .hint_issued_on = 2023-02-20 の形。空欄なら、2月20日か直後の営業日とします。
    .hint_redeemed = 2025-08-08:10 のように、買入日と口数。いくつもあるときは空白で区切ります。
    .hint_coupons = 1口あたりの利息額(円)を1年目から10年目まで、空白で区切って10個。空欄なら公表されている利率によります。
    .checked = 取込みの確認
    .nothing_changed = まだ登録されていません。登録案にすると、別の承認者が確定したときに登録されます。
    .has_refused = { $n }行に直すところがあります。ファイルを直して、もう一度お選びください。
    .propose = 登録案にする
    .entry = 登録案{ $id }
    .second_person = あなたが作った登録案です。別の承認者が確定します。
    .accept = 確定して登録する
    .decline = 登録案を取り下げる
    .state_proposed = 確定待ち
    .state_accepted = 登録済み
    .state_declined = 取下げ
    .line = 行
    .fate = 結果
    .verdict_new = 新しい積立手帳
    .verdict_added = 購入を追加
    .verdict_known = 登録済み(変わりません)
    .verdict_refused = 取り込めません
    .title = 積立手帳
    .none = 積立手帳はありません。
    .kind_of = { $kind ->
        [certified] 認定
        [step_up] ステップアップ
       *[ordinary] 通常
    }
    .purchases = 購入
    .purchases_of = { $units }口を{ $n }回
    .balance = 残高
    .units = { $units }口
    .next_interest = 次の利払
    .issued = 発行日
    .left = 残り
    .redemptions = 中途換金
    .ended = 積立て終了
import_columns =
    .association = 積立組合番号
    .number = 積立手帳番号
    .kind = 種類
    .fiscal_year = 募集年度
    .nth = 購入回 | 回
    .units = 口数
    .issued_on = 発行日
    .redeemed = 中途換金
    .coupons = 利息額
import_kinds =
    .ordinary = 通常 | ordinary | すまい・る債
    .certified = 認定 | certified | 認定すまい・る債
    .step_up = ステップアップ | step_up | ステップアップすまい・る債

## Operations

operations = 運用
    .inbox = 受信の処理待ち
    .outbox = 送信待ち
    .workers = 処理を行う部分
    .quota = 今月のLINE配信枠
    .armed = 送信の許可
    .waits = { COUNT($waiting) }件(最も古いものは{ COUNT($seconds) }秒前)
    .waits_long = { COUNT($waiting) }件(最も古いものは{ COUNT($minutes) }分前)
    .nothing_waits = ありません
    .workers_alive = { $alive }個が動いています(最後の合図は{ $oldest }秒前まで)
    .workers_none = 動いていません。サーバーの担当者に知らせてください
    .quota_unknown = まだ確認していません
    .quota_free = 上限なし(今月の送信は{ COUNT($used) }通)
    .quota_left = 残り{ COUNT($left) }通(上限{ COUNT($limit) }通)
    .not_armed = 止まっています。このデータベースは複製です。複製元を止めたあと、サーバーの担当者が「sumairu db arm」で許可します
    .events = 処理できなかった受信
    .sends = 届かなかった、または届いたか分からない送信
    .events_hint = 処理し直すと、届いた順に、今のトークの続きとして処理します。古くなったボタンには「古いボタン」とお答えします。
    .sends_hint = 送り直すと、相手に同じものが2回届くことがあります。返信だったものは、通常のメッセージとして送ります。
    .nothing_stuck = 今は、ありません。
    .choose = 選択
    .choose_row = { $row }番を選ぶ
    .at = 日時
    .what = 種類
    .cause = 原因
    .tries = 試行
    .who = 相手(符号)
    .reason = 理由(監査記録に残ります)
    .events_again = 選んだものを処理し直す
    .sends_again = 選んだものを送り直す
    .discard = 選んだものを取り消す
    .newest = 新しいものから{ $most }件を表示しています。
    .never_again = 相手が分からないため、処理し直すことはできません。
    .reason_missing = 理由が書かれていません。理由を書いてから、もう一度押してください。
    .nothing_chosen = 1件も選ばれていません。左の欄で選んでから、もう一度押してください。
    .done = { $done }件を受け付けました。
    .done_some = { $done }件を受け付けました。残りの{ $passed_over }件は、先にほかの人が処理したか、処理し直せないものでした。

got =
    .text = 文字のメッセージ
    .image = 画像
    .file = ファイル
    .sticker = スタンプ
    .postback = ボタン
    .follow = 友だち追加
    .unfollow = ブロック
    .unparsed = 読み取れない内容
    .page = ご案内ページからの知らせ
    .ekyc = 本人確認の知らせ
    .staff = 職員の操作の知らせ
    .filing = 申請の知らせ

way =
    .reply = 返信
    .push = メッセージ
    .menu = メニューの切替え
    .mail = メール

cause =
    .unreadable = LINEから届いた内容を読み取れませんでした。
    .turn_failed = 処理の途中で、3回続けて失敗しました。利用者には、おわびをお送りしています。
    .expired = 送信の期限が過ぎました。
    .reply_unknown = 返信の途中で通信が切れ、届いたか分かりません。利用者が何か入力すれば、同じ質問をもう一度お出しします。
    .unclear_for_a_day = 1日のあいだ、届いたか分かりませんでした。
    .menus_missing = メニューがLINEに登録されていません。登録(sumairu richmenu sync)のあとで送り直してください。
    .mail_refused = 宛先のメールサーバーが受け取りませんでした。アドレスをお確かめください。
    .line_refused = LINEが受け取りませんでした。
