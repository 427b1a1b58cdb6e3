### Passkeys, codes, recovery codes.

# The other ways under each of them.
factors-other-ways-heading = 其他方式
factors-other-ways-password = 使用密码
factors-other-ways-provider = 使用其他服务的账号
factors-other-ways-passkey = 使用通行密钥
factors-other-ways-totp = 使用应用中的验证码
factors-other-ways-recovery-code = 使用恢复代码
factors-other-ways-email-code = 通过邮件获取验证码

# Codes on the way in.
factors-trust = 在此设备上不再要求验证码
factors-code-submit = 继续
factors-totp-heading = 请输入应用中的验证码
factors-totp-lead = 请打开您设置此账号时使用的应用，输入其当前显示的六位数字。
factors-totp-label = 六位验证码
factors-totp-wrong = 这不是当前的验证码，或已被使用。请等待下一个验证码再输入。
factors-recovery-code-heading = 请输入恢复代码
factors-recovery-code-lead = 请使用您设置第二因素时保存的恢复代码。每个代码只能使用一次。
factors-recovery-code-label = 恢复代码
factors-recovery-code-wrong = 这不是您的恢复代码，或已被使用。
factors-email-code-again = 重新发送验证码

# An app with codes, in the account.
factors-back = 返回您的账号
factors-not-now = 暂不
factors-totp-title = 应用验证码
factors-totp-about = 手机上的应用每半分钟显示一个新验证码。它与密码一起构成您的第二因素。
factors-totp-none = 您尚未设置应用。
factors-totp-there = 您的应用
factors-totp-there-about = 每次登录时都会要求输入其验证码。更换手机时，请在此移除，然后在新手机上重新设置。
factors-totp-add = 设置应用
factors-totp-remove = 移除应用
factors-totp-remove-about = 其验证码将不再有效。如果这是您唯一的第二因素，此后仅凭密码即可登录。
factors-totp-removed = 应用已移除。
factors-totp-scan = 请在手机上打开身份验证器应用并扫描此图片。
factors-totp-picture = 用于在应用中设置此账号的二维码
factors-totp-no-camera = 无法扫描？
factors-totp-type-secret = 请在应用中输入此密钥。它基于时间。
factors-totp-copy = 复制密钥
factors-totp-open = 在此设备上的应用中打开
factors-totp-then = 然后输入应用显示的验证码
factors-totp-confirm = 确认
factors-totp-not-that = 这不是应用应显示的验证码。请检查手机时间是否准确，并输入下一个验证码。

# Recovery codes, in the account.
factors-recovery-code-title = 恢复代码
factors-recovery-code-about = 当手机或密钥不在身边时，可凭恢复代码登录：每个代码与密码一起使用一次。
factors-recovery-code-left = 共 { $made } 个代码，剩余 { $left } 个。
factors-recovery-code-few = { $left ->
    [0] 代码已用完。请生成一组新代码。
   *[other] 仅剩 { $left } 个代码。请生成一组新代码。
 }
factors-recovery-code-replaces = 新的一组将取代旧的一组，旧代码随即失效。
factors-recovery-code-make = 生成恢复代码
factors-recovery-code-make-new = 生成一组新代码
factors-recovery-code-no-use = 恢复代码用于代替第二因素。请先设置第二因素。
factors-recovery-code-keep = 请将它们与重要文件放在一起保管，不要存放在手机上。它们不会再次显示。
factors-recovery-code-download = 下载为文件
factors-recovery-code-kept = 我已妥善保管

# What has to be set up first.
factors-enrol-heading = 请设置第二因素
factors-enrol-lead-for = { $application } 要求的不仅是密码。请选择要设置的方式，之后即可继续。
factors-enrol-lead = { $brand } 要求所有人使用的不仅是密码。请选择要设置的方式，之后即可继续。
factors-enrol-passkey = 通行密钥
factors-enrol-passkey-about = 使用您的指纹、面容或此设备的锁屏密码。任何人都无法将其骗走。
factors-enrol-totp = 验证码应用
factors-enrol-totp-about = 手机上的应用显示六位数字，由您输入。
factors-enrol-not-you = 不是您？请<a>退出</a>后重新登录。

# Codes by mail.
factors-email-code-heading = 请查收邮件
factors-email-code-send-heading = 通过邮件获取验证码
factors-email-code-send-lead = 我们将向您账号的邮箱发送一个八位验证码。该验证码十分钟内在此浏览器中有效。
factors-email-code-send-lead-to = 我们将向 { $email } 发送一个八位验证码。该验证码十分钟内在此浏览器中有效。
factors-email-code-send = 发送验证码
factors-email-code-lead = 如果存在该名称的账号且其邮箱已确认，我们已向该邮箱发送验证码。请输入八位数字，或在此浏览器中打开邮件里的链接。
factors-email-code-lead-to = 我们已向 { $email } 发送验证码。请输入八位数字，或在此浏览器中打开邮件里的链接。
factors-email-code-label = 八位验证码
factors-email-code-wrong = 这不是我们最近发送的验证码，或已失效。请重新输入，或重新获取验证码。
factors-email-link-heading = 继续登录
factors-email-link-lead = 您打开了我们发送给您的链接。它只能使用一次。
factors-email-link-submit = 登录
factors-email-link-elsewhere = 请回到您正在登录的页面
factors-email-link-elsewhere-lead = 此链接只能在您请求它的浏览器中使用。请回到那里并输入此验证码：
factors-email-link-elsewhere-after = 目前什么都没有发生：验证码和链接仍然有效。如果您现在没有在登录，则有人正在尝试：请勿将验证码告诉任何人。
