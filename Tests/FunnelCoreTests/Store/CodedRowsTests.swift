import Testing

@testable import FunnelCore

struct CodedRowsTests {
  @Test func `codes keep their values while they grow wider`() {
    var random = SeededGenerator(state: 2)
    for limit: UInt32 in [200, 255, 256, 40_000, 65_536, 5_000_000] {
      var codes = GrowingCodes()
      var expected: [UInt32] = []
      for _ in 0..<200 {
        let code = UInt32.random(in: 0..<limit, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
          codes.append(repeating: code, count: 3)
          expected += [code, code, code]
        case 1:
          let several = [code, code / 2, code / 3]
          codes.append(several.span, largest: code)
          expected += several
        case 2 where !expected.isEmpty:
          codes[expected.count - 1] = code
          expected[expected.count - 1] = code
        default:
          codes.append(code)
          expected.append(code)
        }
      }
      #expect(codes.count == expected.count)
      #expect((0..<expected.count).map { codes[$0] } == expected)
      #expect((0..<expected.count).map { UInt32(codes.array[$0]) } == expected)
    }
  }

  @Test(arguments: [1, 2, 7])
  func `rows are laid out by unit, time and order of reading, in however many groups`(
    groups: Int
  ) {
    var random = SeededGenerator(state: 77)
    for _ in 0..<60 {
      let unitCount = Int.random(in: 1...6, using: &random)
      let batches = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        var batch = RowBatch()
        for _ in 0..<Int.random(in: 0...12, using: &random) {
          batch.unitCodes.append(UInt32.random(in: 0..<UInt32(unitCount), using: &random))
          batch.times.append(Int64.random(in: 0..<5, using: &random))
        }
        return batch
      }
      let units = batches.flatMap(\.unitCodes)
      let times = batches.flatMap(\.times)
      let order = units.indices.sorted {
        (units[$0], times[$0], $0) < (units[$1], times[$1], $1)
      }
      let layout = UnitLayout(of: batches, unitCount: unitCount, groupCount: groups)
      #expect(layout.times == order.map { times[$0] })
      #expect(layout.starts == (0...unitCount).map { unit in units.count { Int($0) < unit } })
      var values = Array(repeating: Int32(-1), count: units.count)
      for row in units.indices { values[Int(layout.places[row])] = Int32(row) }
      values.withUnsafeMutableBufferPointer { $0.baseAddress.map(layout.reorder) }
      #expect(values == order.map(Int32.init))
    }
  }

  @Test func `looking texts up in blocks gives the codes of looking them up one by one`() {
    var random = SeededGenerator(state: 31)
    for variety in [3, 300, 40_000] {
      var single = TextInterner()
      var blocks = TextInterner()
      for _ in 0..<40 {
        let texts = (0..<256).map { _ -> [UInt8] in
          let number = Int.random(in: 0..<variety, using: &random)
          let text = String(repeating: "ab\(number)", count: number % 7 + 1)
          return Array(text.utf8.prefix(number % 40))
        }
        let expected = texts.map { single.intern($0.span) }
        let bytes = texts.flatMap(\.self)
        var codes = Array(repeating: UInt32(0), count: texts.count)
        (bytes + [0]).withUnsafeBufferPointer { buffer in
          guard let base = buffer.baseAddress else { return }
          var offset = 0
          let cells = texts.map { text in
            defer { offset += text.count }
            return TextCell(base: base + offset, count: UInt32(text.count), row: 0)
          }
          codes.withUnsafeMutableBufferPointer { codes in
            cells.withUnsafeBufferPointer { cells in
              if let target = codes.baseAddress {
                blocks.intern(cells, target, readableTo: base + bytes.count)
              }
            }
          }
        }
        #expect(codes == expected)
      }
      #expect(blocks.table == single.table)
    }
  }
}
