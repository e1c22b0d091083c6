### `sumairu doctor`: one line a check, for whoever runs the servers.

state =
    .ok = OK
    .ng = NG
    .note = 注意
check =
    .settings = 設定
    .database = データベース
    .schema = 表の版
    .keys = 暗号と署名の鍵
    .engine = 処理を行う部分
    .sending = 送信の許可
    .token = LINEのトークン
    .webhook = Webhookの宛先
    .arrives = Webhookの疎通
    .menus = リッチメニュー
    .quota = 今月の配信枠
    .clock = 時計
    .scanner = ウイルス検査
    .fonts = フォント

sum =
    .well = すべて確かめました。直すところはありません。
    .bad = NGが{ $bad }件あります。上の説明に沿って直してから、もう一度「sumairu doctor」を実行してください。

line =
    .silent = LINEに接続できません({ $why })。ネットワークと LINE_API_URL を確かめてください。
    .refused = LINEが断りました({ $why })。トークンの権限と LINE Developers の設定を確かめてください。

settings =
    .ok = そろっています。
    .ng = { $why }
    .two_secrets = 古いチャネルシークレットも受け付けています。切替えが済んだら LINE_CHANNEL_SECRET_OLD を外してください。

database =
    .ok = 接続できました({ $kind })。
    .ng = { $why }
    .unflushed = PostgreSQLの { $names } が off です。停電すると、受け付けた内容が失われます。on に戻してください。
    .first = データベースの問題を先に直してください。

schema =
    .ok = このプログラムの版と合っています。
    .ng = { $why }

keys =
    .ok = ほかのサーバーと同じ鍵です。
    .data = DATA_KEYS の { $number } 番が、このデータベースを暗号化した鍵と違います。ほかのサーバーと同じ DATA_KEYS を設定してください。
    .signing = SECRET_KEYS が、使用中の鍵と1つも一致しません。ほかのサーバーと同じ SECRET_KEYS を設定してください。

engine =
    .threads = 「sumairu serve」の中で動きます(ENGINE=threads)。
    .ok = worker が{ $alive }個動いています。
    .nobody = 動いている worker がありません。「sumairu worker」を起動してください。
    .ng = { $why }

sending =
    .ok = このデータベースから送信できます。
    .ng = このデータベースは複製なので、何も送信しません。複製元を止めたことを確かめてから「sumairu db arm」を実行してください。

token =
    .ok = 使えます(アカウント「{ $name }」{ $id })。
    .ng = 無効か、期限切れです。LINE Developers で発行し直し、LINE_CHANNEL_ACCESS_TOKEN に設定してください。

webhook =
    .ok = { $wanted } が登録されています。
    .none = 登録されていません。LINE Developers の Webhook URL に { $wanted } を登録してください。
    .other = 別の宛先 { $found } が登録されています。LINE Developers の Webhook URL を { $wanted } に直すか、PUBLIC_URL を直してください。
    .off = 登録されていますが、止められています。LINE Developers で「Webhookの利用」をオンにしてください。

arrives =
    .ok = LINEから届き、正しく受け取りました。
    .signature = 届きましたが、署名が合いません。LINE_CHANNEL_SECRET を LINE Developers のチャネルシークレットと同じにしてください。
    .ng = 届きませんでした({ $why })。「sumairu serve」が動いていること、PUBLIC_URL に外から接続できることを確かめてください。

menus =
    .ok = 最新のものが登録されています。
    .ng = 最新のものが登録されていません({ $names })。「sumairu richmenu sync」を実行してください。

quota =
    .ok = 残り{ COUNT($left) }通です(上限{ COUNT($limit) }通)。
    .free = 上限はありません(今月の送信は{ COUNT($used) }通)。
    .low = 残り{ COUNT($left) }通です(上限{ COUNT($limit) }通)。足りなくなる前に、LINE公式アカウントの追加メッセージの設定を見直してください。
    .ng = 上限の{ COUNT($limit) }通を使い切りました。プッシュの送信は来月まで止まります。LINE公式アカウントのプランか追加メッセージの設定を変えてください。

clock =
    .ok = LINEの時計との差は{ $seconds }秒です。
    .ng = LINEの時計と{ $seconds }秒ずれています。認証コードが合わなくなります。NTP(chrony など)で時刻を合わせてください。
    .unknown = LINEの時刻が分からないため、比べられませんでした。

scanner =
    .ok = 動いていて、試験用のウイルスを見つけました。
    .none = CLAMD が設定されていないので、ファイルのウイルスを検査しません。担当者の画面には「未検査」と出ます。検査するには clamd を動かし、その場所を CLAMD に設定してください。
    .silent = CLAMD({ $place })に接続できません({ $why })。clamd が動いているか、CLAMD の値が clamd.conf の TCPSocket か LocalSocket と同じかを確かめてください。直るまで、届いたファイルは保留されます。
    .blind = 動いていますが、試験用のウイルスを見つけません。「freshclam」を実行して定義ファイルを入れ、clamd を起動し直してください。

fonts =
    .ok = { $count }個とも読み込めました。
    .ng = 読み込めません。{ $folder } フォルダーの BIZ UDGothic の2つのファイルを入れ直してください。
    .sample = 積立手帳の満期
