### Sessions, devices and the chooser.

sessions-choose-heading = 选择账户
sessions-choose-lead = 您在此处已登录以下账户。
sessions-choose-lead-for = 您想在 { $application } 中使用哪个账户？
sessions-choose-current = · 正在使用
sessions-choose-another = 使用其他账户
sessions-sign-out-everyone = 退出全部 { $count } 个账户
