### Understood words and the pieces that sentences are put together from.

yen_sign = 円
weekdays = 月 | 火 | 水 | 木 | 金 | 土 | 日
day = { $y }年{ $m }月{ $d }日({ $weekday })
era_day = 令和{ $y }年{ $m }月{ $d }日
clock = { $m }月{ $d }日({ $weekday }){ $h }時{ $min }分
