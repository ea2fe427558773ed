import CKernels
import Testing

@testable import FunnelCore

@Suite struct UnitLengthTests {
  private static let limit = SlicedLayout.lengthCount
  private static let forms = KernelForm.available(lanes_has_form).map(\.form)

  @Test(arguments: 0..<100)
  func `lengths and where they rise are those of the definition`(seed: Int) {
    var random = SeededGenerator(state: UInt64(seed) &* 11)
    let count = random.pick([1, 2, 63, 64, 65, 127, 128, 129, 1000])
    var counts = (0..<count).map { _ in
      random.chance(20)
        ? random.pick([511, 512, 513, 514, 65_535, 65_536, 65_537, 100_000])
        : Int.random(in: 0...4, using: &random)
    }
    if seed.isMultiple(of: 2) { counts.sort(by: >) }
    // Rows behind those that 31 bits tell.
    let first = random.pick([0, 7, 1 << 31 - 50, 1 << 32 - 1 - counts.reduce(0, +)])
    let starts = counts.reduce(into: [Int64(first)]) { $0.append($0[$0.count - 1] + Int64($1)) }
    let lengths = counts.map { UInt16(min($0, Self.limit)) }
    let rises = lengths.indices.dropFirst().filter { lengths[$0] > lengths[$0 - 1] }
    for (form, room) in Self.forms.flatMap({ form in
      [0, 1, rises.count, rises.count + 3].map { (form, $0) }
    }) {
      var foundLengths = [UInt16](repeating: 0xA5A5, count: count)
      var foundRises = [UInt32](repeating: 0xA5A5_A5A5, count: room + 1)
      let found = unit_lengths(
        form, starts, count, UInt16(Self.limit), &foundLengths, &foundRises, room)
      #expect(found == rises.count)
      #expect(foundLengths == lengths)
      let written = min(room, rises.count)
      #expect(foundRises.prefix(written).map(Int.init) == rises.prefix(written).map { $0 })
      #expect(foundRises.dropFirst(written).allSatisfy { $0 == 0xA5A5_A5A5 })
    }
  }
}
