/// The order of units in a store: span after span, in each as they were met first.
struct UnitOrder {
  /// For each code its number in that order.
  private(set) var numbers: [UInt32]
  /// The first number of each span, followed by the number of units.
  private(set) var firstUnits: [Int]
  private let parts: [UInt8]
  private var spanOfPart = Array(repeating: 0, count: PartitionedRows.partCount)

  init(_ parts: [UInt8], in spans: [Range<Int>]) {
    self.parts = parts
    for (number, span) in spans.enumerated() { for part in span { spanOfPart[part] = number } }
    firstUnits = Array(repeating: 0, count: spans.count + 1)
    for part in parts { firstUnits[spanOfPart[Int(part)] + 1] += 1 }
    for span in spans.indices { firstUnits[span + 1] += firstUnits[span] }
    var next = firstUnits
    numbers = Array(repeating: 0, count: parts.count)
    for (code, part) in parts.enumerated() {
      let span = spanOfPart[Int(part)]
      numbers[code] = UInt32(next[span])
      next[span] += 1
    }
  }

  /// The span of the unit of a code.
  func span(of code: Int) -> Int { spanOfPart[Int(parts[code])] }
}

extension TextInterner {
  /// Returns the texts of units as a table in their order, with or without room for more.
  ///
  /// - Complexity: O(bytes of the texts).
  func table(in order: UnitOrder, hasRoom: Bool) -> TextTable {
    precondition(order.numbers.count == count, "not the units that were ordered")
    // Read one after the other, and written to one place for each span, where they follow in order.
    var places = Array(repeating: 0, count: order.firstUnits.count)
    for code in 0..<count { places[order.span(of: code) + 1] += length(of: code) }
    for span in 1..<places.count { places[span] += places[span - 1] }
    let total = places[places.count - 1]
    var lows: SharedArray<UInt32> = []
    let bytes = SharedArray<UInt8>(count: total, spare: hasRoom ? total / 4 + 1024 : 0) { bytes in
      lows = SharedArray(count: count, spare: hasRoom ? count / 4 + 1024 : 0) { lows in
        for code in 0..<count {
          let span = order.span(of: code)
          withBytes(of: code) { text in
            if let base = text.baseAddress, !text.isEmpty {
              UnsafeMutableRawPointer(bytes.base + places[span])
                .copyMemory(from: base, byteCount: text.count)
            }
            places[span] += text.count
          }
          lows.base[Int(order.numbers[code])] = UInt32(truncatingIfNeeded: places[span])
        }
      }
    }
    guard let ends = TextEnds(lows: lows, total: total) else {
      preconditionFailure("a unit id is as long as no row can be")
    }
    return TextTable(bytes: bytes, ends: ends)
  }
}
