extension TextInterner {
  /// The texts met last in a block-wise look-up, found without hashing or touching the table.
  struct Recent: Sendable {
    /// A text of up to 16 bytes; its code plus one, zero in an unused place.
    fileprivate struct Entry: BitwiseCopyable, Sendable {
      var words: (UInt64, UInt64) = (0, 0)
      var count: UInt32 = 0
      var code: UInt32 = 0
    }

    fileprivate var entries: [Entry] = []
    /// Whether texts come again often enough for it to be worth a look.
    fileprivate var isUseful = true

    fileprivate static let count = 256
  }

  /// Looks up the texts of many rows, which lie before `end`, and writes their codes.
  ///
  /// Look-ups that miss the cache overlap, which makes this several times faster than one by one.
  ///
  /// - Complexity: O(bytes of the texts) on average.
  mutating func intern(
    _ cells: UnsafeBufferPointer<TextCell>, _ codes: UnsafeMutablePointer<UInt32>,
    readableTo end: UnsafeRawPointer
  ) {
    if recent.isUseful {
      internRecent(cells, codes, readableTo: end)
    } else {
      internAll(cells, codes, readableTo: end)
    }
  }

  private mutating func internAll(
    _ cells: UnsafeBufferPointer<TextCell>, _ codes: UnsafeMutablePointer<UInt32>,
    readableTo end: UnsafeRawPointer
  ) {
    // First all hashes, then all slots: the processor has many look-ups under way at once.
    for (index, cell) in cells.enumerated() {
      codes[index] = secret.hash(
        UnsafeRawPointer(cell.base), Int(cell.count), readableTo: end)
    }
    prefetch(codes, cells.count)
    for (index, cell) in cells.enumerated() {
      codes[index] = intern(cell.base, Int(cell.count), hash: codes[index])
    }
  }

  private mutating func internRecent(
    _ cells: UnsafeBufferPointer<TextCell>, _ codes: UnsafeMutablePointer<UInt32>,
    readableTo end: UnsafeRawPointer
  ) {
    var entries: [Recent.Entry] = []
    swap(&entries, &recent.entries)
    if entries.isEmpty { entries = Array(repeating: Recent.Entry(), count: Recent.count) }
    let misses = entries.withUnsafeMutableBufferPointer {
      internRecent(cells, codes, $0, readableTo: end)
    }
    swap(&entries, &recent.entries)
    if cells.count >= 128, misses * 2 > cells.count, count > 2 * Recent.count {
      recent = Recent()
      recent.isUseful = false
    }
  }

  /// Looks among recent texts first and returns how often that was in vain.
  private mutating func internRecent(
    _ cells: UnsafeBufferPointer<TextCell>, _ codes: UnsafeMutablePointer<UInt32>,
    _ entries: UnsafeMutableBufferPointer<Recent.Entry>, readableTo end: UnsafeRawPointer
  ) -> Int {
    var misses = 0
    for (index, cell) in cells.enumerated() {
      let count = cell.count
      guard count <= 16 else {
        let hash = secret.hash(UnsafeRawPointer(cell.base), Int(count), readableTo: end)
        codes[index] = intern(cell.base, Int(count), hash: hash)
        misses &+= 1
        continue
      }
      let words = TextCell.words(
        UnsafeRawPointer(cell.base), Int(count), readableTo: end)
      let mixed = (words.0 ^ words.1 &<< 1 ^ UInt64(count)) &* 0x9E37_79B9_7F4A_7C15
      let place = Int(truncatingIfNeeded: mixed &>> 56)
      let entry = entries[place]
      if entry.code != 0, entry.words == words, entry.count == count {
        codes[index] = entry.code &- 1
        continue
      }
      let hash = secret.hash(words: words, count: Int(count))
      let code = intern(cell.base, Int(count), hash: hash)
      entries[place] = Recent.Entry(words: words, count: count, code: code &+ 1)
      codes[index] = code
      misses &+= 1
    }
    return misses
  }
}
