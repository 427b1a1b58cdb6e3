### Sessions, devices and the chooser, signing out.

sessions-choose-heading = 选择账户
sessions-choose-lead = 您在此处已登录以下账户。
sessions-choose-lead-for = 您想在 { $application } 中使用哪个账户？
sessions-choose-current = 正在使用
sessions-choose-another = 使用其他账户
sessions-sign-out-everyone = 退出全部 { $count } 个账户

sessions-browser-on = { $system } 上的 { $browser }
sessions-browser-some = { $system } 上的浏览器
sessions-browser-unknown = 未知浏览器
sessions-out-ask = 要退出 { $brand } 吗？
sessions-out-asked-by = 这是 <a>{ $application }</a> 的请求。
sessions-out-person = <a>{ $person }</a> 将在此浏览器中退出登录，并会通知此次登录的各个应用。
sessions-out-you = 您将在此浏览器中退出登录。
sessions-out-elsewhere = 其他浏览器和设备将保持登录。
sessions-out-stay = 保持登录
sessions-out-done = 您已退出登录
sessions-out-others = 您的应用也正在退出登录。如果没有反应，请点击按钮继续。
sessions-out-shared = 如果他人也使用这台电脑，请关闭浏览器：您打开过的应用可能仍显示原有内容。
sessions-out-again = 重新登录
sessions-out-frame = 应用正在为您退出登录
sessions-heading = 您的登录位置
sessions-lead = 请结束您不认识的登录，然后更改密码。
sessions-this = 当前浏览器
sessions-remembered = 保持登录
sessions-seen = 最近使用：
sessions-begun = 登录于
sessions-with-password = 使用密码
sessions-with-directory = 使用密码
sessions-with-provider = 使用外部账户
sessions-with-passkey = 使用通行密钥
sessions-with-totp = 使用验证码
sessions-with-recovery-code = 使用恢复代码
sessions-with-email-code = 使用邮件验证码
sessions-end = 退出登录
sessions-end-at = 退出 { $browser }，{ $address }
sessions-end-others = 在其他所有地方退出登录
sessions-end-all = 在所有地方退出登录
sessions-only = 这是唯一的登录位置。当您在其他设备上登录时，它会显示在这里，您可以从这里结束它。
sessions-all = 查看并结束
sessions-all-and = { $count ->
   *[other] 查看全部，另有 { $count } 个
    }
sessions-ended = 该登录已结束。
sessions-ended-others = 您已在其他所有地方退出登录。
