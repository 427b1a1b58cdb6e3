### Passkeys: signing in with one, making, naming and removing them.

# 登录途中。
passkey-sign-in = 使用通行密钥登录
passkey-heading = 请使用您的通行密钥
passkey-lead = 您的设备会要求验证指纹、面容或 PIN，随后即可登录。
passkey-use = 使用通行密钥
passkey-trust = 在此设备上不再要求通行密钥
passkey-wrong = 该通行密钥未被接受。请重试，或换一种方式登录。
passkey-back-to-login = 换一种方式登录
passkey-missing-heading = 此处没有通行密钥

# 浏览器为何没有给出通行密钥。
passkey-cancelled = 没有发送任何内容。请求已取消，或者此设备上没有该账户的通行密钥。
passkey-add-cancelled = 没有创建通行密钥：请求已取消或超时。
passkey-known = 此设备已有您账户的通行密钥。
passkey-address = 通行密钥在此地址无法使用，需要 https 或 localhost。
passkey-stale = 此页面打开太久了。请重新加载后再试。
passkey-failed = 操作未成功。请重试，或换一种方式。
passkey-missing = 此浏览器无法在这里使用通行密钥。需要较新的浏览器，以及 https 或 localhost。
passkey-no-script = 通行密钥需要 JavaScript，而此浏览器已将其关闭。
passkey-impossible = 此服务器通过 IP 地址访问，浏览器不会为 IP 地址创建通行密钥。服务器有了域名之后即可使用。

# 列表。
passkey-list-heading = 您的通行密钥
passkey-list-lead = 有了通行密钥，您可以用指纹、面容或 PIN 登录。其他网站无法使用它。
passkey-list-empty = 您还没有通行密钥。创建之后会显示在这里，您也可以在这里移除。
passkey-made = 创建于
passkey-used = 上次使用
passkey-never-used = 从未使用
passkey-elsewhere = 它属于本站以前的地址 { $host }，只能在那里使用。请在此添加新的通行密钥，并移除这一个。
passkey-rename = 更改名称
passkey-rename-submit = 保存名称
passkey-name-of = { $name } 的名称
passkey-remove = 移除
passkey-remove-lead = 移除后您将无法再用它登录。它可能仍留在您的设备里，直到您在设备上也将其删除。
passkey-remove-submit = 移除 { $name }
passkey-renamed = 该通行密钥现在名为 { $name }。
passkey-removed = 已移除 { $name }。
passkey-recovery = 如果您丢失了设备，<a>恢复代码</a>可以让您登录。

# 创建。
passkey-add = 创建通行密钥
passkey-add-lead = 它保存在您的设备中，每次使用时设备都会要求验证指纹、面容或 PIN。
passkey-add-submit = 立即创建通行密钥
passkey-added = { $name } 已就绪，从现在起您可以用它登录。
passkey-name = 名称
passkey-name-hint = 便于您在多个通行密钥中认出它。
passkey-back-to-list = 返回您的通行密钥
passkey-not-added = 无法添加该通行密钥。请重试。
passkey-too-many = 已有 { $most } 个通行密钥。请移除一个不用的。
passkey-changed-meanwhile = 您的账户或密码刚刚发生了变化。请重试。

# 名称与移除。
passkey-name-length = 名称须为 1 至 { $most } 个字符。
passkey-name-taken = 您的另一个通行密钥已使用此名称。
passkey-unknown = 没有这个通行密钥，或者它已被移除。
passkey-last-way = 这是您唯一的登录方式。请先设置密码，或另建一个通行密钥。
