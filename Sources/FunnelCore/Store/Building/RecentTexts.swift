/// The texts met last in block-wise look-ups, found without hashing or touching the table.
struct RecentTexts: Sendable {
  /// A text of up to 16 bytes; its code plus one, zero in an unused place.
  private struct Entry: BitwiseCopyable, Sendable {
    var words: (UInt64, UInt64) = (0, 0)
    var count: UInt32 = 0
    var code: UInt32 = 0
  }

  private var entries: [Entry] = []
  /// Whether texts come again often enough for it to be worth a look.
  private(set) var isUseful = true
  /// The cells that were not found.
  private(set) var missed: [UInt32] = []

  /// The number of places at first, a power of two.
  private static let fewest = 256
  /// What still stays near the processor while one column is coded.
  private static let most = 4096

  /// Writes the codes of texts that are known and returns whether that were all.
  mutating func find(
    _ cells: UnsafeBufferPointer<TextCell>, _ codes: UnsafeMutablePointer<UInt32>,
    readableTo end: UnsafeRawPointer
  ) -> Bool {
    if entries.isEmpty { entries = Array(repeating: Entry(), count: Self.fewest) }
    missed.removeAll(keepingCapacity: true)
    entries.withUnsafeBufferPointer { entries in
      let mask = UInt64(truncatingIfNeeded: entries.count &- 1)
      for index in 0..<cells.count {
        let cell = cells[index]
        if cell.count <= 16 {
          let words = TextCell.words(
            UnsafeRawPointer(cell.base), Int(cell.count), readableTo: end)
          let entry = entries[Self.place(words, cell.count, mask)]
          let difference =
            entry.words.0 ^ words.0 | entry.words.1 ^ words.1 | UInt64(entry.count ^ cell.count)
          if difference == 0, entry.code != 0 {
            codes[index] = entry.code &- 1
            continue
          }
        }
        missed.append(UInt32(truncatingIfNeeded: index))
      }
    }
    return missed.isEmpty
  }

  /// Remembers the texts that were missed, now that their codes are known.
  ///
  /// More places are made when many were missed though there are few texts, and none at all are
  /// kept when that does not help.
  mutating func remember(
    _ cells: UnsafeBufferPointer<TextCell>, _ codes: UnsafePointer<UInt32>, textCount: Int,
    readableTo end: UnsafeRawPointer
  ) {
    let mask = UInt64(truncatingIfNeeded: entries.count &- 1)
    for index in missed {
      let cell = cells[Int(index)]
      guard cell.count <= 16 else { continue }
      let words = TextCell.words(UnsafeRawPointer(cell.base), Int(cell.count), readableTo: end)
      entries[Self.place(words, cell.count, mask)] = Entry(
        words: words, count: cell.count, code: codes[Int(index)] &+ 1)
    }
    guard cells.count >= 128, missed.count * 6 > cells.count, textCount > entries.count else {
      return
    }
    if entries.count < Self.most {
      entries = Array(repeating: Entry(), count: entries.count * 4)
    } else if missed.count * 2 > cells.count {
      isUseful = false
      entries = []
      missed = []
    }
  }

  @inline(__always)
  private static func place(_ words: (UInt64, UInt64), _ count: UInt32, _ mask: UInt64) -> Int {
    let mixed = (words.0 ^ words.1 &<< 1 ^ UInt64(count)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed &>> 48 & mask)
  }
}
