"""Whatever a user has, opened as a stream of items: files, folders, archives, feeds, address lists."""
