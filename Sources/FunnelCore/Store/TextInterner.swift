/// Gives equal byte strings equal codes, counted from zero in order of first appearance.
///
/// An open-addressing hash table over one run of bytes; no allocation per text.
struct TextInterner: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var hashes: [UInt64] = []
  /// Code + 1 of the text in each slot; zero marks an empty slot. The size is a power of two.
  private var slots: [UInt32] = Array(repeating: 0, count: 16)

  /// The number of different texts.
  var count: Int { ends.count }

  /// The texts as an immutable table, indexed by code.
  ///
  /// - Complexity: O(1), storage is shared until the next new text.
  var table: TextTable { TextTable(bytes: bytes, ends: ends) }

  /// Returns the code of a text, adding it when it is new.
  ///
  /// - Complexity: O(length) on average.
  mutating func intern(_ text: Span<UInt8>) -> UInt32 {
    let hash = Self.hash(text)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count &- 1)
    while slots[slot] != 0 {
      let code = Int(slots[slot] &- 1)
      if hashes[code] == hash, holds(text, at: code) { return UInt32(truncatingIfNeeded: code) }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
    let code = UInt32(ends.count)
    text.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    ends.append(bytes.count)
    hashes.append(hash)
    slots[slot] = code &+ 1
    if ends.count * 2 > slots.count { grow() }
    return code
  }

  private func holds(_ text: Span<UInt8>, at code: Int) -> Bool {
    let start = code == 0 ? 0 : ends[code &- 1]
    guard ends[code] &- start == text.count else { return false }
    for offset in 0..<text.count where bytes[start &+ offset] != text[offset] { return false }
    return true
  }

  private mutating func grow() {
    let mask = slots.count * 4 - 1
    slots = Array(repeating: 0, count: mask + 1)
    for code in 0..<ends.count {
      var slot = Int(truncatingIfNeeded: hashes[code]) & mask
      while slots[slot] != 0 { slot = (slot &+ 1) & mask }
      slots[slot] = UInt32(code) &+ 1
    }
  }

  /// Mixes eight bytes at a time by multiplication and shift, then finishes like MurmurHash3's fmix64.
  private static func hash(_ text: Span<UInt8>) -> UInt64 {
    var hash = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: text.count)
    text.withUnsafeBytes { raw in
      var offset = 0
      while offset &+ 8 <= raw.count {
        hash = mix(hash, raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        offset &+= 8
      }
      var tail: UInt64 = 0
      while offset < raw.count {
        tail = tail &<< 8 | UInt64(raw[offset])
        offset &+= 1
      }
      hash = mix(hash, tail)
    }
    hash ^= hash &>> 33
    hash = hash &* 0xFF51_AFD7_ED55_8CCD
    return hash ^ hash &>> 33
  }

  private static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word) &* 0x9FB2_1C65_1E98_DF25
    return product ^ product &>> 29
  }
}
