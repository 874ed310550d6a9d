"""The second reader of Korean: how it is trained. `python -m training.encoder FOLDER`, then `python -m training.encoder.weights FOLDER`."""
