### Getting back in.

recovery-heading = 忘记密码？
recovery-lead = 请输入您的用户名或电子邮箱。重设密码的链接会发送到账户已验证的邮箱。
recovery-identifier = 用户名或电子邮箱
recovery-send = 发送链接
recovery-remembered = 想起来了？<a>请登录</a>
recovery-offer = 忘记密码？
recovery-look = 请查看您的邮箱
recovery-look-text = 如果存在该账户且其邮箱已验证，邮件正在发送途中。其中的链接 15 分钟内有效，仅可使用一次。
recovery-look-nothing = 没有收到？请查看垃圾邮件，检查您填写的内容，几分钟后再试。
recovery-choose = 设置新密码
recovery-choose-lead = 您将在所有设备上登出，应用和 API 密钥将失去访问权限。之后请用新密码登录。
recovery-password = 新密码
recovery-set = 设置密码
recovery-done = 密码已设置
recovery-done-text = 请用新密码登录。如果您使用第二重验证，仍会照常要求。
recovery-sign-in = 登录
recovery-off = 此处无法发送邮件
recovery-off-text = 请联系本服务器的运营者，他们可以为您处理。
recovery-dead = 此链接已失效
recovery-dead-text = 它已被使用、已过期，或已有更新的链接。没有发生任何更改。请重新申请，并使用最新的邮件。
recovery-dead-account-text = 它已被使用、已过期或已有更新的链接；也可能属于您当前登录账户以外的账户。没有发生任何更改。
recovery-again = 重新申请
recovery-too-many = 请求的邮件过多
recovery-too-many-text = 请查看是否已收到邮件，几分钟后再试。
recovery-too-many-network = 请先查看是否已收到邮件，再重新申请。
