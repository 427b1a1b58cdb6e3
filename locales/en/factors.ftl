### Passkeys, codes, recovery codes.
