"""The stream: a whole network, frame by frame, sifted by the standing queries; only what they find is kept."""
