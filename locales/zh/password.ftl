### Choosing a password.

password-least = 至少 { $least } 个字符。几个互不相关的词就很好。
