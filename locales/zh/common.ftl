### What stands on every page, and words that several share.

common-show = 显示
common-skip = 跳到正文
common-account = 账户
common-sign-in = 登录
common-sign-out = 退出登录
common-continue = 继续
common-save = 保存
common-language = 语言
common-username = 用户名
common-email = 电子邮箱
common-password = 密码
common-role =
    { $count ->
       *[other] 角色
    }
common-show-field = 显示{ $field }
common-hide = 隐藏
common-hide-field = 隐藏{ $field }
common-caps-lock = 大写锁定已开启。
common-copy = 复制
common-copied = 已复制
common-link-of = （{ $application }，在新标签页中打开）
common-ago-now = 刚刚
common-ago-minutes =
    { $count ->
       *[other] { $count } 分钟前
    }
common-ago-hours =
    { $count ->
       *[other] { $count } 小时前
    }
common-ago-yesterday = 昨天
common-ago-days =
    { $count ->
       *[other] { $count } 天前
    }
common-ago-date = { $date }
common-span-days =
    { $count ->
       *[other] { $count } 天
    }
common-span-hours =
    { $count ->
       *[other] { $count } 小时
    }
common-span-minutes =
    { $count ->
       *[other] { $count } 分钟
    }
common-span-seconds =
    { $count ->
       *[other] { $count } 秒
    }
common-date = { $year }年{ $month }{ $day }日
common-moment = { $date } { $time }（UTC）
common-month-1 = 1月
common-month-2 = 2月
common-month-3 = 3月
common-month-4 = 4月
common-month-5 = 5月
common-month-6 = 6月
common-month-7 = 7月
common-month-8 = 8月
common-month-9 = 9月
common-month-10 = 10月
common-month-11 = 11月
common-month-12 = 12月
common-home-title = 为您的应用提供登录
common-home-heading = 登录从这里开始
common-home-lead = 应用将用户带到 { $brand } 以确认身份。用户登录后返回应用，并带回一个可供应用验证的令牌。密码始终留在这里。
common-home-issuer = 签发者
common-home-copy-issuer = 复制签发者
common-home-no-administrator = 目前还没有管理员。请打开服务器启动时输出的一次性链接。
common-home-account = 您的姓名、密码以及登录位置。
common-home-playground = 演练场
common-home-playground-lead = 逐步体验一次登录，查看每个请求，阅读令牌。
common-home-metadata = 元数据
common-home-metadata-lead = 应用据此找到所需信息：端点、密钥、功能。
