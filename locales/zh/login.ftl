### Signing in.
login-heading = 登录您的账户
login-heading-for = 登录 { $application }
login-heading-confirm = 请确认是您本人
login-lead-confirm-for = { $application } 要求您再次输入密码。
login-lead-confirm = 此操作需要您再次输入密码。
login-lead-for = 使用您的 { $brand } 账户。
login-lead = 查看您的资料和登录位置。
login-you-are = 当前用户
login-identifier = 用户名或电子邮箱
login-password = 密码
login-confirm = 确认
login-submit = 登录
login-not-you = 不是您？请<a>退出登录</a>，然后重新登录。
login-no-account = 没有账户，或忘记密码？{ $brand } 的管理人员可以帮助您。
login-wrong = 用户名与密码不匹配。
login-remember = 在此设备上保持登录状态
login-others = 从此处已登录的账户中选择
