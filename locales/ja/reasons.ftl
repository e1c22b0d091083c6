### Coded reasons of 不備 and 不受理: the value is read by the chairperson, .short by the staff. Nothing personal in it.

## What was typed

not_as_in_document = ご提出の書類に書かれている内容と違っています。書類のとおりに入力してください。
    .short = 書類と一致しない
mistyped = 入力の間違いがあるようです。もう一度お確かめのうえ入力してください。
    .short = 誤字・誤入力
incomplete = 入力が途中で終わっているようです。最後まで入力してください。
    .short = 入力が不足している
not_current = 現在の内容と違うようです。現在の内容を入力してください。
    .short = 現在の内容ではない
wrongly_chosen = 選んだ内容が、ご提出の書類と合っていません。もう一度お選びください。
    .short = 選択が誤っている
not_as_in_bylaws = 管理規約に書かれている正式な名称と違っています。管理規約のとおりに入力してください。
    .short = 管理規約の名称と違う
kana_differs = フリガナが名称の読み方と合っていません。お確かめのうえ入力してください。
    .short = フリガナが合わない
number_not_found = この番号を確認できませんでした。お手元の書類で番号をお確かめください。
    .short = 番号を確認できない
account_not_found = 口座を確認できませんでした。通帳で金融機関・支店・口座番号をお確かめください。
    .short = 口座を確認できない
account_holder_differs = 口座の名義が管理組合の名称と合っていません。通帳の名義のとおりに入力してください。
    .short = 口座名義が合わない

## Files

unreadable = 書類の文字を読み取れませんでした。明るい場所で撮り直すか、スキャンした書類をお送りください。
    .short = 不鮮明で読めない
pages_missing = 書類のページが足りません。すべてのページをお送りください。
    .short = ページが足りない
wrong_document = 別の書類が届いています。項目の名前をお確かめのうえ、必要な書類をお送りください。
    .short = 書類が違う
signatures_missing = 議事録に、議長と2名以上の組合員の署名が見当たりません。署名のある議事録をお送りください。
    .short = 署名が足りない
not_this_representative = いまの理事長を選んだ会議の議事録ではないようです。いまの理事長を選んだときの議事録をお送りください。
    .short = 現代表者の選任がわからない
too_old = 書類の日付が古いため、受け付けられません。新しい書類をお送りください。
    .short = 書類が古い

## Identity

identity_failed = 本人確認の結果が「合格」になりませんでした。お手数ですが、もう一度本人確認をお願いします。
    .short = 本人確認が不合格
identity_differs = 本人確認書類の内容が、入力した氏名・住所と合っていません。書類のとおりに入力のうえ、もう一度本人確認をお願いします。
    .short = 本人確認書類と一致しない

other = 内容の確認が必要です。入力のページに、担当者からの説明があります。
    .short = その他(補足に書く)

## 不受理

not_an_association = 管理組合としての登録ができないお申し込みでした。
    .short = 管理組合ではない
not_entitled = 代表者であることを確認できませんでした。
    .short = 代表権を確認できない
filed_twice = 同じ管理組合の登録が、すでにあります。
    .short = 重複した申請
no_correction = 修正のお願いから一定の期間が過ぎました。
    .short = 補正がない
asked_by_applicant = お申し出により、手続きを終えました。
    .short = 本人からの申し出
