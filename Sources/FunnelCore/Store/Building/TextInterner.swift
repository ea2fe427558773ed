internal import CKernels

/// Gives equal byte strings equal codes, counted from zero in order of first appearance.
///
/// An open-addressing hash table without an allocation per text. A text of up to 16 bytes is its
/// own key; of longer ones the key says where their bytes are.
struct TextInterner: Sendable {
  /// What tells texts apart without looking at all their bytes.
  ///
  /// Of a short text the bytes, zero behind its end; of a long one its hash, its place and length.
  struct Key: BitwiseCopyable, Sendable {
    var first: UInt64
    var second: UInt64
  }

  /// The key of each text.
  private var keys = GrowingMemory<Key>()
  /// One for each text whose key is that of a long one, zero for the others.
  private var isLong = GrowingMemory<UInt8>()
  /// The bytes of the long texts.
  private var longBytes = GrowingMemory<UInt8>()
  /// The tag in the upper half and code + 1 in the lower, zero in an empty slot.
  ///
  /// With the tag in the slot, a look-up touches no key until it has almost surely found its text.
  /// The number of slots is a power of two.
  private var slots = GrowingMemory<UInt64>(zeros: 16)
  /// What hashes depend on, so that nobody can choose texts that share one; codes do not.
  let secret: Secret
  /// The texts met last by block-wise look-ups.
  var recent = RecentTexts()

  /// The bits of a long text's key that are its length; the others are its place.
  private static let lengthBits: UInt64 = 25

  init(secret: Secret = .ofProcess) { self.secret = secret }

  /// The number of different texts.
  var count: Int { keys.count }

  /// Returns the code of a text, adding it when it is new.
  ///
  /// - Complexity: O(length) on average.
  mutating func intern(_ text: Span<UInt8>) -> UInt32 {
    wake()
    return text.withUnsafeBufferPointer { buffer in
      // An empty text has no bytes to point at, and none are read.
      let base = buffer.baseAddress ?? UnsafePointer(bitPattern: 1).unsafelyUnwrapped
      let wanted = Wanted(
        base, buffer.count, secret, readableTo: UnsafeRawPointer(base + buffer.count))
      return intern(wanted, base, buffer.count)
    }
  }

  /// A text as it is looked for.
  struct Wanted: BitwiseCopyable {
    var key: Key
    /// A hash of 31 bits, and in the lowest whether the text is long.
    var tag: UInt32

    @inline(__always)
    init(
      _ base: UnsafePointer<UInt8>, _ count: Int, _ secret: Secret, readableTo end: UnsafeRawPointer
    ) {
      // Where the last byte is zero, the end of a short text would not show.
      if count <= 16, count == 0 || base[count &- 1] != 0 {
        let words = TextCell.words(UnsafeRawPointer(base), count, readableTo: end)
        key = Key(first: words.0, second: words.1)
        tag = secret.hash(words: words, count: count) & ~1
      } else {
        let hash = Self.longHash(base, count, secret)
        key = Key(first: hash, second: UInt64(truncatingIfNeeded: count))
        tag = secret.finish(hash) | 1
      }
    }

    @inline(never)
    private static func longHash(
      _ base: UnsafePointer<UInt8>, _ count: Int, _ secret: Secret
    ) -> UInt64 {
      let raw = UnsafeRawPointer(base)
      if count > 16 { return secret.longHash(raw, count) }
      return UInt64(secret.hash(raw, count, readableTo: raw + count))
    }
  }

  /// Returns the code of a text, adding it when it is new.
  @inline(__always)
  mutating func intern(
    _ wanted: Wanted, _ base: UnsafePointer<UInt8>, _ length: Int
  ) -> UInt32 {
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: wanted.tag &>> 1) & mask
    while slots[slot] != 0 {
      if UInt32(truncatingIfNeeded: slots[slot] &>> 32) == wanted.tag {
        let code = UInt32(truncatingIfNeeded: slots[slot]) &- 1
        let key = keys[Int(code)]
        if key.first == wanted.key.first {
          if wanted.tag & 1 == 0 ? key.second == wanted.key.second : holds(base, length, key) {
            return code
          }
        }
      }
      slot = (slot &+ 1) & mask
    }
    return add(wanted, base, length, slot)
  }

  @inline(never)
  private mutating func add(
    _ wanted: Wanted, _ base: UnsafePointer<UInt8>, _ length: Int, _ slot: Int
  ) -> UInt32 {
    let code = UInt32(keys.count)
    var key = wanted.key
    if wanted.tag & 1 == 1 {
      key.second |= UInt64(longBytes.count) &<< Self.lengthBits
      longBytes.append(UnsafeBufferPointer(start: base, count: length))
    }
    keys.append(key)
    isLong.append(UInt8(truncatingIfNeeded: wanted.tag & 1))
    slots.unique()[slot] = UInt64(wanted.tag) &<< 32 | UInt64(code &+ 1)
    // Neighbouring slots are near, so more than half may be full.
    if keys.count * 8 > slots.count * 5 { grow() }
    return code
  }

  /// The place and the length of a long text.
  private static func range(_ key: Key) -> Range<Int> {
    let start = Int(key.second &>> lengthBits)
    return start..<start + Int(key.second & ((1 &<< lengthBits) - 1))
  }

  /// Whether a key is that of a long text of these bytes.
  @inline(never)
  private func holds(_ base: UnsafePointer<UInt8>, _ length: Int, _ key: Key) -> Bool {
    let range = Self.range(key)
    guard range.count == length else { return false }
    let known = longBytes.base + range.lowerBound
    for index in 0..<length where known[index] != base[index] { return false }
    return true
  }

  /// Gives back the memory of the slots until texts are looked up again.
  mutating func rest() {
    slots = GrowingMemory(zeros: 1)
    recent = RecentTexts()
  }

  /// Fills the slots where their memory was given back.
  ///
  /// - Complexity: O(texts) after ``rest()``, otherwise O(1).
  @inline(__always)
  mutating func wake() {
    if slots.count <= keys.count { fillSlots() }
  }

  @inline(never)
  private mutating func fillSlots() {
    var count = 16
    while keys.count * 8 > count * 5 { count *= 2 }
    slots = GrowingMemory(zeros: count)
    let target = slots.unique()
    for code in 0..<keys.count {
      let key = keys[code]
      let tag =
        isLong[code] != 0
        ? secret.finish(key.first) | 1
        : secret.hash(words: (key.first, key.second), count: length(of: code)) & ~1
      var slot = Int(truncatingIfNeeded: tag &>> 1) & (count - 1)
      while target[slot] != 0 { slot = (slot &+ 1) & (count - 1) }
      target[slot] = UInt64(tag) &<< 32 | UInt64(code + 1)
    }
  }

  private mutating func grow() {
    let mask = slots.count * 2 - 1
    var larger = GrowingMemory<UInt64>(zeros: mask + 1)
    let target = larger.unique()
    for index in 0..<slots.count where slots[index] != 0 {
      var slot = Int(truncatingIfNeeded: slots[index] &>> 33) & mask
      while target[slot] != 0 { slot = (slot &+ 1) & mask }
      target[slot] = slots[index]
    }
    slots = larger
  }

  /// Calls `body` with the bytes of a text.
  func withBytes<Result>(of code: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    let key = keys[code]
    guard isLong[code] == 0 else {
      let range = Self.range(key)
      return body(
        UnsafeRawBufferPointer(start: longBytes.base + range.lowerBound, count: range.count))
    }
    var words = (key.first.littleEndian, key.second.littleEndian)
    let count = length(of: code)
    return withUnsafeBytes(of: &words) { body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
  }

  /// The number of bytes of a text.
  func length(of code: Int) -> Int {
    let key = keys[code]
    if isLong[code] != 0 { return Self.range(key).count }
    return key.second != 0
      ? 16 - key.second.leadingZeroBitCount / 8 : 8 - key.first.leadingZeroBitCount / 8
  }

  /// The number of slots.
  var slotCount: Int { slots.count }

  /// Brings the slot where the search for a tag begins near the processor.
  @inline(__always)
  func bringNear(slotOf tag: UInt32) {
    bring_near(slots.base + Int(truncatingIfNeeded: tag &>> 1) & (slots.count &- 1))
  }

  /// Brings the key that the search for a tag looks at first near the processor.
  @inline(__always)
  func bringNear(keyOf tag: UInt32) {
    let slot = slots[Int(truncatingIfNeeded: tag &>> 1) & (slots.count &- 1)]
    if slot != 0 { bring_near(keys.base + Int(UInt32(truncatingIfNeeded: slot) &- 1)) }
  }
}
