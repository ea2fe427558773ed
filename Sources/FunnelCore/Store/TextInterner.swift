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
  let secret: Secret

  /// The texts met last by block-wise look-ups.
  var recent = Recent()

  init(secret: Secret = .ofProcess) { self.secret = secret }

  /// The number of different texts.
  var count: Int { ends.count }

  /// The texts as an immutable table, indexed by code.
  ///
  /// - Complexity: O(bytes of the texts).
  var table: TextTable { TextTable(bytes: SharedArray(bytes), ends: SharedArray(ends)) }

  /// Returns the text of a code, with invalid UTF-8 replaced by U+FFFD.
  func text(of code: Int) -> String {
    String(decoding: bytes[(code == 0 ? 0 : ends[code - 1])..<ends[code]], as: UTF8.self)
  }

  /// Returns the code of a text, adding it when it is new.
  ///
  /// - Complexity: O(length) on average.
  mutating func intern(_ text: Span<UInt8>) -> UInt32 {
    text.withUnsafeBufferPointer { buffer in
      // An empty text has no bytes to point at, and none are read.
      let base = buffer.baseAddress ?? UnsafePointer(bitPattern: 1).unsafelyUnwrapped
      return intern(base, buffer.count, hash: secret.hash(text))
    }
  }

  /// Returns the code of a text whose hash is known.
  @inline(__always)
  mutating func intern(_ base: UnsafePointer<UInt8>, _ length: Int, hash: UInt32) -> UInt32 {
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let code = UInt32(truncatingIfNeeded: slots[slot]) &- 1
      if UInt32(truncatingIfNeeded: slots[slot] &>> 32) == hash,
        holds(base, length, at: Int(code))
      {
        return code
      }
      slot = (slot &+ 1) & mask
    }
    let code = UInt32(ends.count)
    bytes.append(contentsOf: UnsafeBufferPointer(start: base, count: length))
    ends.append(bytes.count)
    slots[slot] = UInt64(hash) &<< 32 | UInt64(code &+ 1)
    if ends.count * 2 > slots.count { grow() }
    return code
  }

  @inline(__always)
  private func holds(_ base: UnsafePointer<UInt8>, _ length: Int, at code: Int) -> Bool {
    let start = code == 0 ? 0 : ends[code &- 1]
    guard ends[code] &- start == length else { return false }
    return bytes.withUnsafeBytes { known in
      guard let known = known.baseAddress.map({ $0 + start }) else { return length == 0 }
      let wanted = UnsafeRawPointer(base)
      if length < 8 {
        for index in 0..<length
        where known.load(fromByteOffset: index, as: UInt8.self)
          != wanted.load(fromByteOffset: index, as: UInt8.self)
        { return false }
        return true
      }
      var offset = 0
      while offset &+ 8 < length {
        let left = known.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        if left != wanted.loadUnaligned(fromByteOffset: offset, as: UInt64.self) { return false }
        offset &+= 8
      }
      let last = length &- 8
      return known.loadUnaligned(fromByteOffset: last, as: UInt64.self)
        == wanted.loadUnaligned(fromByteOffset: last, as: UInt64.self)
    }
  }

  /// Brings the slots of hashes near the processor before they are looked at.
  func prefetch(_ hashes: UnsafePointer<UInt32>, _ count: Int) {
    let mask = slots.count &- 1
    // A table of this size is near anyway.
    guard mask >= 1 << 12 else { return }
    slots.withUnsafeBufferPointer { slots in
      var sum: UInt64 = 0
      for index in 0..<count { sum &+= slots[Int(truncatingIfNeeded: hashes[index]) & mask] }
      keep(sum)
    }
  }

  /// Makes the compiler believe that a value is used.
  @inline(never)
  private func keep(_: UInt64) {}

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
    @inline(__always)
    func hash(_ text: Span<UInt8>) -> UInt32 {
      text.withUnsafeBytes { raw in
        guard let base = raw.baseAddress else { return hash(words: (0, 0), count: 0) }
        return hash(base, raw.count, readableTo: base + raw.count)
      }
    }

    @inline(__always)
    func hash(
      _ raw: UnsafeRawPointer, _ count: Int, readableTo end: UnsafeRawPointer
    ) -> UInt32 {
      if count <= 16 {
        return hash(words: TextCell.words(raw, count, readableTo: end), count: count)
      }
      var hash = seed ^ UInt64(truncatingIfNeeded: count)
      var offset = 0
      while offset &+ 16 < count {
        hash = mix(hash, raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        offset &+= 8
      }
      hash = mix(hash, raw.loadUnaligned(fromByteOffset: count &- 16, as: UInt64.self))
      hash = mix(hash, raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self))
      return finish(hash)
    }

    /// Returns the hash of a text of up to 16 bytes.
    @inline(__always)
    func hash(words: (UInt64, UInt64), count: Int) -> UInt32 {
      finish(mix(mix(seed ^ UInt64(truncatingIfNeeded: count), words.0), words.1))
    }

    private func finish(_ hash: UInt64) -> UInt32 {
      let mixed = (hash ^ hash &>> 33) &* 0xFF51_AFD7_ED55_8CCD
      return UInt32(truncatingIfNeeded: mixed &>> 32)
    }

    private func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
      let product = (hash ^ word).multipliedFullWidth(by: factor)
      return product.high ^ product.low
    }
  }
}
