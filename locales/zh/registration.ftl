### Registration, invitations, terms.

registration-setup = 创建首个管理员
registration-setup-lead = 此账户可以管理服务器上的一切。您打开的链接只能使用一次。
registration-setup-create = 创建账户
