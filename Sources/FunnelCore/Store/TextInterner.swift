/// Gives equal byte strings equal codes, counted from zero in order of first appearance.
///
/// An open-addressing hash table over one run of bytes; no allocation per text.
struct TextInterner: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// The hash in the upper half and code + 1 in the lower, zero in an empty slot.
  ///
  /// With the hash in the slot, a look-up touches nothing else until it has almost surely found
  /// its text. The number of slots is a power of two.
  private var slots: [UInt64] = Array(repeating: 0, count: 16)
  /// What hashes depend on, so that nobody can choose texts that share one; codes do not.
  private let secret: Secret

  init(secret: Secret = .ofProcess) { self.secret = secret }

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
    let hash = secret.hash(text)
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let code = UInt32(truncatingIfNeeded: slots[slot]) &- 1
      if UInt32(truncatingIfNeeded: slots[slot] &>> 32) == hash, holds(text, at: Int(code)) {
        return code
      }
      slot = (slot &+ 1) & mask
    }
    let code = UInt32(ends.count)
    text.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    ends.append(bytes.count)
    slots[slot] = UInt64(hash) &<< 32 | UInt64(code &+ 1)
    if ends.count * 2 > slots.count { grow() }
    return code
  }

  private func holds(_ text: Span<UInt8>, at code: Int) -> Bool {
    let start = code == 0 ? 0 : ends[code &- 1]
    let length = text.count
    guard ends[code] &- start == length else { return false }
    return bytes.withUnsafeBytes { known in
      text.withUnsafeBytes { wanted in
        var offset = 0
        while offset &+ 8 <= length {
          let left = known.loadUnaligned(fromByteOffset: start &+ offset, as: UInt64.self)
          let right = wanted.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          if left != right { return false }
          offset &+= 8
        }
        while offset < length {
          if known[start &+ offset] != wanted[offset] { return false }
          offset &+= 1
        }
        return true
      }
    }
  }

  private mutating func grow() {
    let old = slots
    let mask = old.count * 4 - 1
    slots = Array(repeating: 0, count: mask + 1)
    for entry in old where entry != 0 {
      var slot = Int(truncatingIfNeeded: entry &>> 32) & mask
      while slots[slot] != 0 { slot = (slot &+ 1) & mask }
      slots[slot] = entry
    }
  }
}

extension TextInterner {
  /// Two random numbers that make a hash function.
  struct Secret: Sendable {
    let seed: UInt64
    let factor: UInt64

    /// The function of this process, another in every process.
    static let ofProcess = Secret(
      seed: .random(in: .min ... .max), factor: .random(in: .min ... .max))

    init(seed: UInt64, factor: UInt64) {
      self.seed = seed
      // An odd factor loses no bit of what it multiplies.
      self.factor = factor | 1
    }

    /// Mixes eight bytes at a time by multiplication to 128 bits, whose halves are folded.
    ///
    /// The difference that a changed byte makes in the upper half depends on the secret factor,
    /// so changes that cancel out cannot be found without it.
    func hash(_ text: Span<UInt8>) -> UInt32 {
      var hash = seed ^ UInt64(truncatingIfNeeded: text.count)
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
      return UInt32(truncatingIfNeeded: hash &>> 32)
    }

    private func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
      let product = (hash ^ word).multipliedFullWidth(by: factor)
      return product.high ^ product.low
    }
  }
}
