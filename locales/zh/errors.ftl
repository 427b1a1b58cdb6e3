### What went wrong, and what to do.

errors-code = 错误代码
errors-description = 含义
errors-developers = 面向开发者
errors-reference = 参考编号
errors-copy-reference = 复制参考编号
errors-help = 如需帮助，请将此参考编号告知 <a>{ $brand } 的运营者</a>：
errors-get-help = 获取帮助
errors-go-home = 前往首页
errors-go-account = 前往您的账户
errors-go-back = 返回页面
errors-load-again = 重新加载页面
errors-try-again = 重试
errors-sign-out-here = 在此退出登录
errors-refused = 此请求无法继续
errors-refused-text = 应用发送的请求有误。您的账户没有受到任何影响。请返回应用重试；如果问题仍然存在，请告知该应用的开发者。
errors-client = 此处没有该应用
errors-client-text = 该应用已被移除或停用，或者链接有误。它没有获得您的任何信息。如果您需要使用它，请联系该应用的运营者。
errors-place = 未将您转至其他页面
errors-place-text = 该链接要求转到一个未为此应用登记的地址，因此可能并非通往它看上去的去处。该应用没有获得您的任何信息。请自行打开该应用（不要通过此链接）后重试。
errors-unavailable = 暂时无法使用
errors-unavailable-text = 服务器繁忙，或无法连接数据库。您刚才的操作没有执行。请稍后重试。
errors-fault = 这里出了点问题
errors-fault-text = 这是我们的问题，已记录下来。您刚才的操作可能没有执行。请重试；如果问题仍然存在，请联系本服务器的运营者。
errors-too-many = 请求过多
errors-too-many-text = 您的网络中请求了过多未知应用。您的账户没有问题。
errors-not-found = 这里什么也没有
errors-not-found-text = 地址可能输入有误，或者原有内容已不存在。
errors-method = 此地址用于提交表单
errors-method-text = 无法直接打开。没有发生任何更改。请前往表单所在的页面。
errors-too-large = 内容过大
errors-too-large-text = 发送的内容超出了本服务器的上限，因此未保存任何内容。请返回并减少内容，例如使用较小的图片。
errors-broken = 发送的内容不完整
errors-broken-text = 连接可能中断了。未保存任何内容。请返回，检查输入内容后重新发送。
errors-form-stale = 此表单已失效
errors-form-stale-text = 表单可能打开过久，或者其他标签页已登录或退出。您输入的内容未保存。请重新加载页面后再试。
errors-no-cookies = 此浏览器没有发送 Cookie
errors-no-cookies-text = 登录需要使用本网站的 Cookie。请在浏览器设置中允许 Cookie，或退出最严格的隐私模式，然后重新加载页面。如果浏览器刚刚重启或清除了数据，重新加载页面即可。
errors-form-foreign = 此表单并非从这里发送
errors-form-foreign-text = 表单并非来自 { $issuer }。请打开该地址后重试。
errors-form-odd-text = 应用发送的表单过长，或不符合浏览器的写法。请返回应用重试；如果问题仍然存在，请告知该应用的开发者。
errors-nothing-chosen = 未作选择
errors-nothing-chosen-text = 请选择是否允许该应用。
errors-setup-dead = 此设置链接无效
errors-setup-dead-text = 该链接已被使用或已过期。在没有管理员时，服务器每次启动都会输出新的链接；有管理员之后不再生成。
errors-password-wrong = 这不是您当前的密码。
errors-wait-seconds =
    { $count ->
       *[other] 尝试次数过多。请在 { $count } 秒后重试。
    }
errors-wait-minutes =
    { $count ->
       *[other] 尝试次数过多。请在 { $count } 分钟后重试。
    }
errors-again-seconds =
    { $count ->
       *[other] 请在 { $count } 秒后重试。
    }
errors-again-minutes =
    { $count ->
       *[other] 请在 { $count } 分钟后重试。
    }
errors-expired = 此登录无法在这里继续
errors-expired-text = 登录已过期、已完成，或是在其他浏览器中开始的。请返回应用并从那里重新登录。
