internal import CKernels

/// Where texts are looked for.
extension TextInterner {
  /// The first of the bunch of slots from which on a text of a hash is looked for.
  @inline(__always)
  func place(of hash: UInt32) -> Int {
    let bunches = UInt64(truncatingIfNeeded: slots.count / Self.bunch)
    return Int(truncatingIfNeeded: (UInt64(hash) &* bunches) &>> 32) &* Self.bunch
  }

  /// The first slot of the bunch behind another.
  @inline(__always)
  func next(_ first: Int) -> Int { (first &+ Self.bunch) & (slots.count &- 1) }

  @inline(__always)
  func firstEmpty(from first: Int) -> Int {
    var place = first
    while !slots[place].isEmpty { place = (place &+ 1) & (slots.count &- 1) }
    return place
  }

  /// Moves what is in the slots to twice as many.
  ///
  /// The upper bits of hashes rise from slot to slot, so both are gone through in order.
  @inline(never)
  mutating func growSlots() {
    let old = slots
    slots = GrowingMemory(zeros: old.count * 2)
    let target = slots.unique()
    for index in 0..<old.count where !old[index].isEmpty {
      put(old[index], hash: old[index].key.hash(secret), into: target)
    }
  }

  /// Makes as many slots as there should be, and fills them from the texts.
  @inline(never)
  mutating func fillSlots() {
    var slotCount = Self.fewestSlots
    while texts.count * 8 > slotCount * 5 { slotCount *= 2 }
    slots = GrowingMemory(zeros: slotCount)
    let target = slots.unique()
    withUnsafeTemporaryAllocation(of: Wanted.self, capacity: RowBlock.capacity) { wanted in
      for start in stride(from: 0, to: texts.count, by: RowBlock.capacity) {
        let count = min(RowBlock.capacity, texts.count - start)
        for index in 0..<count {
          let text = texts.place(of: start &+ index)
          wanted[index] = Wanted(text.base, text.count, secret, readableTo: texts.end)
          bring_near(target + place(of: wanted[index].hash))
        }
        for index in 0..<count {
          let number = UInt32(truncatingIfNeeded: start &+ index &+ 1)
          put(
            TextSlot(key: wanted[index].key, number: number), hash: wanted[index].hash, into: target
          )
        }
      }
    }
  }

  /// Puts the slot of a text where it is looked for.
  @inline(__always)
  private func put(_ slot: TextSlot, hash: UInt32, into target: UnsafeMutablePointer<TextSlot>) {
    target[firstEmpty(from: place(of: hash))] = slot
  }

  /// Brings the slots in which a text is looked for near the processor.
  @inline(__always)
  func bringNear(_ wanted: Wanted) { bring_near(slots.base + place(of: wanted.hash)) }

  /// Brings near where the likely ends of long texts are kept, then their likely bytes.
  ///
  /// Step by step for all of them: many look-ups are under way at once.
  func bringLongNear(_ wanted: UnsafePointer<Wanted>, _ count: Int) {
    // A table of this size is near anyway.
    guard texts.count >= 1 << 14 else { return }
    var longCount = 0
    for number in 0..<count { longCount &+= wanted[number].key.isLong ? 1 : 0 }
    guard longCount > 0 else { return }
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: count) { likely in
      var likelyCount = 0
      for number in 0..<count where wanted[number].key.isLong {
        let first = place(of: wanted[number].hash)
        for slot in first..<first &+ Self.bunch where slots[slot].key == wanted[number].key {
          likely[likelyCount] = slots[slot].number &- 1
          bring_near(texts.address(ofEnd: Int(truncatingIfNeeded: likely[likelyCount])))
          likelyCount &+= 1
          break
        }
      }
      for number in 0..<likelyCount {
        bring_near(texts.place(of: Int(truncatingIfNeeded: likely[number])).base)
      }
    }
  }
}
