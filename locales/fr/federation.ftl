### Accounts from elsewhere.
