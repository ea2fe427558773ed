/// The units of one span of parts, numbered from zero as they are met.
///
/// A span's units are few enough to be near the processor while its rows are gone through. One value
/// serves for span after span.
struct SpanUnits: ~Copyable {
  /// An open-addressing hash table with a power of two of slots, at most half of them filled.
  private var slots: UnsafeMutableBufferPointer<TextSlot>
  private let secret = TextInterner.Secret.ofProcess
  /// The units in the order in which they were met.
  private(set) var keys: [TextKey] = []

  private static let fewestSlots = 1024

  init() { slots = Self.emptySlots(Self.fewestSlots) }

  deinit { slots.deallocate() }

  private static func emptySlots(_ count: Int) -> UnsafeMutableBufferPointer<TextSlot> {
    let slots = UnsafeMutableBufferPointer<TextSlot>.allocate(capacity: count)
    slots.initialize(repeating: .empty)
    return slots
  }

  /// Forgets all units.
  ///
  /// - Complexity: O(units of the fullest of the last two spans).
  mutating func removeAll() {
    let isWide = slots.count > max(Self.fewestSlots, keys.count * 16)
    keys.removeAll(keepingCapacity: true)
    if isWide {
      // A span of very many units would make all that follow slow.
      slots.deallocate()
      slots = Self.emptySlots(Self.fewestSlots)
      return
    }
    slots.update(repeating: .empty)
  }

  /// Returns the number of a unit, which is the next one when it is met for the first time.
  @inline(__always)
  mutating func number(of key: TextKey) -> Int {
    let mask = slots.count &- 1
    var place = firstPlace(of: key, mask)
    while true {
      let slot = slots[place]
      if slot.key == key { return Int(slot.number) &- 1 }
      if slot.isEmpty { return add(key, at: place) }
      place = (place &+ 1) & mask
    }
  }

  @inline(__always)
  private func firstPlace(of key: TextKey, _ mask: Int) -> Int {
    Int(truncatingIfNeeded: key.hash(secret)) & mask
  }

  @inline(never)
  private mutating func add(_ key: TextKey, at place: Int) -> Int {
    keys.append(key)
    slots[place] = TextSlot(key: key, number: UInt32(keys.count))
    if keys.count * 2 > slots.count { grow() }
    return keys.count - 1
  }

  private mutating func grow() {
    let old = slots
    slots = Self.emptySlots(old.count * 2)
    let mask = slots.count - 1
    for slot in old where !slot.isEmpty {
      var place = firstPlace(of: slot.key, mask)
      while !slots[place].isEmpty { place = (place + 1) & mask }
      slots[place] = slot
    }
    old.deallocate()
  }
}
