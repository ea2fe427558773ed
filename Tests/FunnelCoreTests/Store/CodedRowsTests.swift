import Testing

@testable import FunnelCore

struct CodedRowsTests {
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
