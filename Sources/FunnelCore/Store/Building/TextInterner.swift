internal import CKernels

/// Gives equal byte strings equal codes, counted from zero in order of first appearance.
///
/// An open-addressing hash table without an allocation per text. Its texts lie as those of a
/// ``TextTable`` do, so that a table of them takes no memory of its own.
struct TextInterner: Sendable {
  private var texts: GrowingTexts
  /// In the lower bits, as many as it takes to number the slots, the number of the text + 1, in the
  /// upper ones those of its hash; zero in an empty slot.
  ///
  /// With part of the hash in the slot, a look-up touches no text until it has almost surely found
  /// its own. The number of slots is a power of two, or zero while their memory is given back.
  private var slots: GrowingMemory<UInt32>
  /// How many codes were given to texts that were forgotten since.
  private(set) var forgottenCount = 0
  /// How many codes there were when it was last asked whether texts repeat.
  private var countBefore = 0
  /// What hashes depend on, so that nobody can choose texts that share one; codes do not.
  let secret: Secret
  /// The texts met last by block-wise look-ups.
  var recent = RecentTexts()

  private static let fewestSlots = 16

  init(secret: Secret = .ofProcess) {
    self.secret = secret
    texts = GrowingTexts()
    slots = GrowingMemory(zeros: Self.fewestSlots)
  }

  /// Creates an interner that knows the texts of a table by their positions there, and shares its
  /// memory.
  init(continuing table: TextTable) {
    secret = .ofProcess
    texts = GrowingTexts(continuing: table)
    slots = GrowingMemory()
  }

  /// The number of codes given so far: that of different texts, unless some were forgotten.
  var count: Int { forgottenCount &+ texts.count }

  /// The texts as an immutable table, indexed by code; none may have been forgotten.
  ///
  /// - Complexity: O(1); the memory is shared.
  var table: TextTable {
    precondition(forgottenCount == 0, "texts were forgotten")
    return texts.table
  }

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

  /// Returns the code of a text, adding it when it is new.
  @inline(__always)
  mutating func intern(
    _ wanted: Wanted, _ base: UnsafePointer<UInt8>, _ length: Int
  ) -> UInt32 {
    let known = slots.base
    let mask = slotMask
    var slot = Int(truncatingIfNeeded: wanted.hash & mask)
    while known[slot] != 0 {
      if (known[slot] ^ wanted.hash) & ~mask == 0 {
        let index = Int(truncatingIfNeeded: known[slot] & mask) &- 1
        if holds(index, wanted, base, length) {
          return UInt32(truncatingIfNeeded: forgottenCount &+ index)
        }
      }
      slot = (slot &+ 1) & Int(truncatingIfNeeded: mask)
    }
    return add(wanted, base, length, slot)
  }

  @inline(__always)
  private var slotMask: UInt32 { UInt32(truncatingIfNeeded: slots.count &- 1) }

  /// Whether a text has these bytes.
  @inline(__always)
  private func holds(
    _ index: Int, _ wanted: Wanted, _ base: UnsafePointer<UInt8>, _ length: Int
  ) -> Bool {
    let known = texts.place(of: index)
    guard known.count == length else { return false }
    if length > 16 { return Self.areEqual(known.base, base, length) }
    let words = TextCell.words(UnsafeRawPointer(known.base), length, readableTo: texts.end)
    return (words.0 ^ wanted.words.0) | (words.1 ^ wanted.words.1) == 0
  }

  /// Whether two texts of more than eight bytes are equal.
  @inline(never)
  private static func areEqual(
    _ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ length: Int
  ) -> Bool {
    let (left, right) = (UnsafeRawPointer(left), UnsafeRawPointer(right))
    var offset = 0
    // The last eight bytes may overlap those before.
    while true {
      if left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        != right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      {
        return false
      }
      if offset == length &- 8 { return true }
      offset = min(offset &+ 8, length &- 8)
    }
  }

  @inline(never)
  private mutating func add(
    _ wanted: Wanted, _ base: UnsafePointer<UInt8>, _ length: Int, _ slot: Int
  ) -> UInt32 {
    let code = UInt32(count)
    texts.append(UnsafeBufferPointer(start: base, count: length))
    let number = UInt32(texts.count)
    slots.unique()[slot] = wanted.hash & ~slotMask | number & slotMask
    // Neighbouring slots are near, so more than half may be full.
    if texts.count * 8 > slots.count * 5 { fillSlots() }
    return code
  }

  /// Gives back the memory of the slots until texts are looked up again.
  mutating func rest() {
    slots = GrowingMemory()
    recent = RecentTexts()
  }

  /// Fills the slots where their memory was given back.
  ///
  /// - Complexity: O(bytes of the texts) after ``rest()``, otherwise O(1).
  @inline(__always)
  mutating func wake() {
    if slots.count == 0 { fillSlots() }
  }

  /// Forgets the texts, where there are enough of them, if most of the values that were looked up since
  /// this was asked the last time were new.
  mutating func forgetUnlessRepeated(among values: Int, fewest: Int) {
    if texts.count >= fewest, (count - countBefore) * 2 > values { forget() }
    countBefore = count
  }

  /// Forgets all texts; those that come again get codes behind all that were given.
  private mutating func forget() {
    forgottenCount = count
    texts = GrowingTexts()
    slots = GrowingMemory(zeros: Self.fewestSlots)
    recent = RecentTexts()
  }

  /// Makes room for more texts before tables share the memory.
  mutating func makeRoom() { texts.makeRoom() }

  /// Makes as many slots as there should be, and fills them.
  @inline(never)
  private mutating func fillSlots() {
    var slotCount = Self.fewestSlots
    while texts.count * 8 > slotCount * 5 { slotCount *= 2 }
    // All that is needed to fill them is with the texts.
    slots = GrowingMemory()
    slots = GrowingMemory(zeros: slotCount)
    let target = slots.unique()
    let mask = slotMask
    let block = RowBlock.capacity
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: block) { hashes in
      for start in stride(from: 0, to: texts.count, by: block) {
        let count = min(block, texts.count - start)
        for index in 0..<count {
          hashes[index] = hash(of: start &+ index)
          bring_near(target + Int(truncatingIfNeeded: hashes[index] & mask))
        }
        for index in 0..<count {
          var slot = Int(truncatingIfNeeded: hashes[index] & mask)
          while target[slot] != 0 { slot = (slot &+ 1) & Int(truncatingIfNeeded: mask) }
          target[slot] =
            hashes[index] & ~mask | UInt32(truncatingIfNeeded: start &+ index &+ 1) & mask
        }
      }
    }
  }

  @inline(__always)
  private func hash(of index: Int) -> UInt32 {
    let text = texts.place(of: index)
    return secret.hash(UnsafeRawPointer(text.base), text.count, readableTo: texts.end)
  }

  /// The bytes of a text that was not forgotten, valid until texts are added.
  func place(of code: Int) -> (base: UnsafePointer<UInt8>, count: Int) {
    precondition(code >= forgottenCount && code < count, "no text of this code, or none any more")
    return texts.place(of: code &- forgottenCount)
  }

  /// Up to where memory can be read behind a text.
  var end: UnsafeRawPointer { texts.end }
}

extension TextInterner {
  /// A text as it is looked for.
  struct Wanted: BitwiseCopyable {
    /// The bytes of a text of up to 16, zero behind its end.
    var words: (UInt64, UInt64)
    var hash: UInt32

    @inline(__always)
    init(
      _ base: UnsafePointer<UInt8>, _ count: Int, _ secret: Secret, readableTo end: UnsafeRawPointer
    ) {
      if count <= 16 {
        words = TextCell.words(UnsafeRawPointer(base), count, readableTo: end)
        hash = secret.hash(words: words, count: count)
      } else {
        words = (0, 0)
        hash = secret.finish(secret.longHash(UnsafeRawPointer(base), count))
      }
    }
  }

  /// Brings the slots of texts, then where their likely ends are kept, then their likely bytes near
  /// the processor.
  ///
  /// Step by step for all of them: many look-ups are under way at once.
  func bringNear(_ wanted: UnsafePointer<Wanted>, _ count: Int) {
    // A table of this size is near anyway.
    guard slots.count >= 1 << 13 else { return }
    let mask = slotMask
    for number in 0..<count {
      bring_near(slots.base + Int(truncatingIfNeeded: wanted[number].hash & mask))
    }
    guard texts.count >= 1 << 14 else { return }
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: count) { likely in
      var likelyCount = 0
      for number in 0..<count {
        let hash = wanted[number].hash
        let slot = slots[Int(truncatingIfNeeded: hash & mask)]
        if slot == 0 || (slot ^ hash) & ~mask != 0 { continue }
        likely[likelyCount] = slot & mask &- 1
        bring_near(texts.address(ofEnd: Int(truncatingIfNeeded: likely[likelyCount])))
        likelyCount &+= 1
      }
      for number in 0..<likelyCount {
        bring_near(texts.place(of: Int(truncatingIfNeeded: likely[number])).base)
      }
    }
  }
}
