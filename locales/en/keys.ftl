### API keys.
