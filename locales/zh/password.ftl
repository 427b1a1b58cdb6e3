### 选择密码。强度文字在输入时显示。
password-hint = 至少 { $least } 个字符。几个互不相关的词就很好。
password-error-short = 请使用至少 { $least } 个字符。几个互不相关的词很容易记住。
password-error-long = 这个密码太长。请使用不超过 { $most } 字节。
password-error-own = 请不要用您的姓名、地址或本服务的名称来组成密码。
password-error-common = 这是最先被尝试的密码之一。请再加上几个互不相关的词。
password-error-pattern = 重复字符、键盘上相邻的按键和日期会最先被尝试。请再加上几个互不相关的词。
password-error-breached = 这个密码已在其他网站的数据泄露中出现，会有人拿它来尝试。请另选一个，并在您使用它的其他地方一并更改。
password-strength = 强度
password-strength-short = 太短：至少需要 { $least } 个字符
password-strength-own = 容易被猜到：大部分是您的姓名或地址
password-strength-pattern = 容易被猜到：重复或连续的字符
password-strength-weak = 弱
password-strength-fair = 一般
password-strength-good = 良好
password-strength-strong = 强
