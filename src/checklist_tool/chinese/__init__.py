"""Chinese as the search takes it: characters, readings, words, meanings, and ids in pinyin."""
