import Testing

@testable import FunnelCore

struct SeparatorScanTests {
  @Test func `finds what looking at every byte finds`() {
    var random = SeededGenerator(state: 12)
    let alphabet = Array("ab\"é;,\n\r,".utf8)
    for length in 0..<300 {
      let rate = Int.random(in: 1..<90, using: &random)
      let bytes = (0..<length).map { _ in
        Int.random(in: 0..<rate, using: &random) == 0
          ? alphabet.randomElement(using: &random) ?? 0 : UInt8(ascii: "x")
      }
      bytes.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        var scan = SeparatorScan(bytes: base, end: length, delimiter: UInt8(ascii: ","))
        var position = 0
        while position <= length {
          let expected = bytes[position...].firstIndex { [44, 10, 13].contains($0) } ?? length
          #expect(scan.next(from: position) == expected)
          // Sometimes the reader goes on elsewhere, as after a quoted value.
          position = expected + 1 + (Int.random(in: 0..<5, using: &random) == 0 ? 9 : 0)
        }
      }
    }
  }
}
