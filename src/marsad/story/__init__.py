"""What articles have to do with each other: the same words twice, the same happening."""
