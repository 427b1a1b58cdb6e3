### Letters.

mail-greeting = { $name }，您好：
mail-greeting-nobody = 您好：
mail-instead = 或者打开这个网址：
mail-link-works = 链接只能使用一次，{ $span }内有效。
mail-code-and-link-work = 代码和链接任选其一，只能使用一次，{ $span }内有效。
mail-minutes = { $count } 分钟
mail-hours = { $count } 小时
mail-days = { $count } 天
mail-when = 时间：
mail-device = 浏览器：
mail-address = 来源地址：
mail-browser-on = { $system } 上的 { $browser }
mail-some-browser-on = { $system } 上的浏览器
mail-some-browser = 未知的浏览器
mail-moment = { $year }年{ $month }{ $day }日 { $time } UTC
mail-month = { $month }月
mail-look-button = 查看您的账户
mail-not-you = 如果是您本人的操作，无需理会。如果不是，请立即更改密码，并在您的账户页面退出所有设备的登录。
mail-footer = 由 { $brand } 自动发送，{ $place }

mail-verify-subject = 请确认您的电子邮件地址
mail-verify-lead = 请确认这个地址属于您，以便用于您在 { $brand } 的账户。
mail-verify-button = 确认这个地址
mail-verify-after = 如果这不是您的请求，请忽略此邮件：未经您确认，该地址不会被使用。

mail-recover-subject = 请设置新密码
mail-recover-lead = 有人（很可能是您）请求为您在 { $brand } 的账户设置新密码。请通过此链接设置。如果您登录时使用第二重验证，届时也需要提供。
mail-recover-button = 设置新密码
mail-recover-after = 如果不是您本人的操作，请忽略此邮件：您的密码不会改变。

mail-recover-unknown-subject = 没有使用此地址的账户
mail-recover-unknown-lead = 有人在 { $brand } 用此地址请求设置新密码，但没有账户使用它。如果是您本人，您的账户可能使用了另一个地址。
mail-recover-unknown-after = 如果不是您本人的操作，请忽略此邮件。

mail-recover-directory-subject = 您的密码保存在别处
mail-recover-directory-lead = 有人（可能是您本人）请求为您在 { $brand } 的账户设置新密码。您使用贵组织的密码登录，该密码由贵组织自行管理。请向贵组织负责账户的人员申请新密码。
mail-recover-directory-button = 登录
mail-recover-directory-after = 如果不是您本人的操作，请忽略此邮件：没有任何更改。

mail-recover-linked-subject = 您的密码保存在别处
mail-recover-linked-lead = 有人（可能是您本人）请求为您在 { $brand } 的账户设置新密码。您在那里没有密码：您使用 { $provider } 的账户登录。如果无法登录，请在那里设置新密码。
mail-recover-linked-button = 登录
mail-recover-linked-after = 如果不是您本人的操作，请忽略此邮件：没有任何更改。

mail-register-subject = 完成您的账户注册
mail-register-lead = 有人（很可能是您）用此地址在 { $brand } 申请账户。请通过此链接选择用户名和密码。
mail-register-button = 创建账户
mail-register-after = 如果不是您本人，无需任何操作：没有您的确认不会创建账户。

mail-register-known-subject = 您已有账户
mail-register-known-lead = 有人想用此地址在 { $brand } 创建新账户，但它已有账户。如果是您本人，请直接登录；如果忘记了密码，可以在登录页面设置新密码。
mail-register-known-button = 登录
mail-register-known-after = 如果不是您本人的操作，请忽略此邮件：没有任何更改。

mail-invite-subject = 邀请您加入 { $brand }
mail-invite-lead = 诚邀您在 { $brand } 创建账户。
mail-invite-button = 接受邀请
mail-invite-after = 如果您没有预料到此邮件，请忽略它：未经您操作不会创建账户。

mail-email-code-subject = 您的 { $brand } 验证码
mail-email-code-lead = 请在您正在登录的页面输入此代码，或在同一浏览器中打开链接。
mail-email-code-button = 继续登录
mail-email-code-after = 请勿将此代码告诉任何人，包括我们。如果您现在没有在登录，则有人正在尝试：请更改您的密码。

mail-email-change-subject = 请确认您的新电子邮件地址
mail-email-change-lead = 此地址将取代您在 { $brand } 的账户所用的地址。请确认它属于您。
mail-email-change-button = 确认这个地址
mail-email-change-after = 如果这不是您的请求，请忽略此邮件：该账户将保留原地址。

mail-email-change-known-subject = 此地址已有账户
mail-email-change-known-lead = 有人想把此地址用于其在 { $brand } 的账户，但它属于另一个账户。如果两个账户都是您的，请先为另一个更换地址。
mail-email-change-known-after = 如果不是您本人，无需任何操作：没有任何更改。

mail-email-changed-old-subject = 您的电子邮件地址已更改
mail-email-changed-old-lead = 此地址不再是您在 { $brand } 的账户的地址。今后的邮件将发往新地址。
mail-email-changed-old-after = 如果不是您本人的操作，可能有人进入了您的账户：请立即向 { $brand } 的管理方求助。

mail-email-changed-subject = 您的电子邮件地址已更改
mail-email-changed-lead = 此地址现在是您在 { $brand } 的账户的地址。

mail-password-changed-subject = 您的密码已更改
mail-password-changed-lead = 您在 { $brand } 的账户密码已更改。

mail-password-reset-subject = 已设置新密码
mail-password-reset-lead = 您在 { $brand } 的账户已通过发送给您的链接设置了新密码。

mail-passkey-added-subject = 已添加通行密钥
mail-passkey-added-lead = 通行密钥“{ $label }”已添加到您在 { $brand } 的账户，可用于登录。

mail-passkey-removed-subject = 已移除通行密钥
mail-passkey-removed-lead = 通行密钥“{ $label }”已从您在 { $brand } 的账户移除。

mail-totp-added-subject = 已添加身份验证器应用
mail-totp-added-lead = 现在登录您在 { $brand } 的账户时，需要身份验证器应用的代码。

mail-totp-removed-subject = 已移除身份验证器应用
mail-totp-removed-lead = 登录您在 { $brand } 的账户时，不再需要身份验证器应用的代码。

mail-recovery-codes-made-subject = 已生成新的恢复代码
mail-recovery-codes-made-lead = 已为您在 { $brand } 的账户生成新的恢复代码，之前的代码不再有效。

mail-recovery-code-used-subject = 已使用一个恢复代码
mail-recovery-code-used-lead = 有人使用恢复代码登录了您在 { $brand } 的账户。每个代码只能使用一次；请在用完之前生成新的代码。

mail-account-linked-subject = 已关联外部账户
mail-account-linked-lead = { $provider } 的账户已关联到您在 { $brand } 的账户，可用于登录。

mail-account-unlinked-subject = 已取消关联外部账户
mail-account-unlinked-lead = { $provider } 的账户不再关联到您在 { $brand } 的账户。

mail-new-device-subject = 新设备登录了您的账户
mail-new-device-lead = 一个我们未曾见过的浏览器登录了您在 { $brand } 的账户。

mail-sessions-ended-subject = 您已在其他设备上退出登录
mail-sessions-ended-lead = 您在 { $brand } 的账户的会话已结束，在那些设备上需要重新登录。

mail-account-deleted-subject = 您的账户已删除
mail-account-deleted-lead = 您在 { $brand } 的账户及其全部内容已删除。
mail-account-deleted-after = 如果不是您本人的操作，请立即向 { $brand } 的管理方求助。

mail-test-subject = 来自 { $brand } 的邮件
mail-test-lead = 此邮件表明 { $brand } 能够发送邮件。
mail-test-after = 无需任何操作。
