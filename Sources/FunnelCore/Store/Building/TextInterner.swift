/// Gives equal byte strings equal codes, counted from zero in order of first appearance.
///
/// An open-addressing hash table without an allocation per text. Its texts lie as those of a
/// ``TextTable`` do, so that a table of them takes no memory of its own.
struct TextInterner: Sendable {
  private(set) var texts: GrowingTexts
  /// A hash's upper bits tell the slot from which on its text is looked for.
  ///
  /// The number of slots is a power of two, or zero while their memory is given back.
  var slots: GrowingMemory<TextSlot>
  /// How many codes were given to texts that were forgotten since.
  private(set) var forgottenCount = 0
  /// How many codes there were when it was last asked whether texts repeat.
  private var countBefore = 0
  /// What hashes depend on, so that nobody can choose texts that share one; codes do not.
  let secret: Secret
  /// The texts met last by block-wise look-ups.
  var recent = RecentTexts()

  static let fewestSlots = 16
  /// How many slots lie in one line of the processor's cache, and are looked at together.
  static let bunch = 4

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
    var first = place(of: wanted.hash)
    while true {
      // All slots of the bunch without a branch: which of them it is cannot be predicted.
      var found = Self.bunch
      for index in stride(from: Self.bunch &- 1, through: 0, by: -1) {
        found = known[first &+ index].key == wanted.key ? index : found
      }
      if found < Self.bunch {
        let index = Int(known[first &+ found].number) &- 1
        if !wanted.key.isLong || holds(index, base, length) {
          return UInt32(truncatingIfNeeded: forgottenCount &+ index)
        }
        return internAlike(wanted, base, length)
      }
      if known[first &+ Self.bunch &- 1].isEmpty {
        return add(wanted, base, length, firstEmpty(from: first))
      }
      first = next(first)
    }
  }

  /// Returns the code of a long text that shares its whole hash with another.
  @inline(never)
  private mutating func internAlike(
    _ wanted: Wanted, _ base: UnsafePointer<UInt8>, _ length: Int
  ) -> UInt32 {
    let mask = slots.count &- 1
    var place = place(of: wanted.hash)
    while !slots[place].isEmpty {
      let slot = slots[place]
      let index = Int(slot.number) &- 1
      if slot.key == wanted.key, holds(index, base, length) {
        return UInt32(truncatingIfNeeded: forgottenCount &+ index)
      }
      place = (place &+ 1) & mask
    }
    return add(wanted, base, length, place)
  }

  /// Whether a text of more than ``TextKey/longestShort`` bytes has these.
  @inline(__always)
  private func holds(_ index: Int, _ base: UnsafePointer<UInt8>, _ length: Int) -> Bool {
    let known = texts.place(of: index)
    return known.count == length && Self.areEqual(known.base, base, length)
  }

  /// Whether two texts of one length, more than eight bytes, are equal.
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
    _ wanted: Wanted, _ base: UnsafePointer<UInt8>, _ length: Int, _ place: Int
  ) -> UInt32 {
    let code = UInt32(count)
    texts.append(UnsafeBufferPointer(start: base, count: length))
    slots.unique()[place] = TextSlot(key: wanted.key, number: UInt32(texts.count))
    // Neighbouring slots are near, so more than half may be full.
    if texts.count * 8 > slots.count * 5 { growSlots() }
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

  /// The bytes of a text that was not forgotten, valid until texts are added.
  func place(of code: Int) -> (base: UnsafePointer<UInt8>, count: Int) {
    precondition(code >= forgottenCount && code < count, "no text of this code, or none any more")
    return texts.place(of: code &- forgottenCount)
  }

  /// Up to where memory can be read behind a text.
  var end: UnsafeRawPointer { texts.end }
}
