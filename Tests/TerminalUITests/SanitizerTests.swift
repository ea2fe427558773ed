import Foundation
import SeededRandom
import Testing

@testable import TerminalUI

/// One way of writing text for all: the screen and the report are held to the same cases.
struct SafeTextCase: Decodable, Sendable, CustomTestStringConvertible {
  let raw: String
  let safe: String
  let width: Int
  var testDescription: String { safe }

  static func all(file: String = #filePath) throws -> [SafeTextCase] {
    let tests = URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent()
    let cases = tests.appending(path: "SafeText/cases.json")
    return try JSONDecoder().decode([SafeTextCase].self, from: Data(contentsOf: cases))
  }
}

@Suite struct SanitizerTests {
  @Test(arguments: try SafeTextCase.all())
  func `text that could command or deceive is spelled out`(text: SafeTextCase) {
    let shown = DisplayText(text.raw)
    #expect(Array(shown.string.unicodeScalars) == Array(text.safe.unicodeScalars))
    #expect(shown.width == text.width)
  }

  @Test func `a stack of marks does not climb out of its row`() {
    let text = DisplayText("a" + String(repeating: "\u{301}", count: 6))
    #expect(text.string.hasSuffix("\\u{301}\\u{301}"))
    #expect(text.width == 15)
  }

  @Test func `distinct texts look distinct`() {
    let pieces = [
      "\\", "x", "u{", "}", "0", "1B", "\u{1B}", "\u{80}", "a", "e\u{301}", "😀", "\u{200D}",
      "\u{FE0F}", "❤", "\t", " ",
    ]
    var generator = SplitMix64(state: 7)
    var inputs: Set<[UInt8]> = []
    while inputs.count < 10_000 {
      let length = Int.random(in: 0...7, using: &generator)
      let text = (0..<length).map { _ in
        Bool.random(using: &generator)
          ? pieces[Int.random(in: 0..<pieces.count, using: &generator)]
          : String(Unicode.Scalar(UInt8.random(in: 0...255, using: &generator)))
      }.joined()
      inputs.insert(Array(text.utf8))
    }
    let outputs = inputs.map { Array(DisplayText(String(decoding: $0, as: UTF8.self)).string.utf8) }
    #expect(Set(outputs).count == inputs.count)
    #expect(outputs.joined().allSatisfy { $0 >= 0x20 && $0 != 0x7F })
  }
}
