"""One module per command: `arguments(parser)` names its words, `run(options)` does it."""
