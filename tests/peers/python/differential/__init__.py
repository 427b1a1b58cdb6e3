"""Tokens and key sets made at random from a seed, and other people's libraries to judge them beside the verifier."""
