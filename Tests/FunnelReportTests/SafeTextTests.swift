import Foundation
import Testing

@testable import FunnelReport

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

@Suite struct SafeTextTests {
  @Test(arguments: try SafeTextCase.all())
  func `the report writes text and counts its columns as the screen does`(text: SafeTextCase) {
    let shown = PrintableText.of(text.raw)
    #expect(Array(shown.unicodeScalars) == Array(text.safe.unicodeScalars))
    #expect(shown.columnWidth == text.width)
  }
}
