import Foundation
import Testing

@testable import FunnelCore

struct CharacterColumnsTests {
  private struct Case: Decodable {
    let safe: String
    let width: Int
  }

  private func cases(file: String = #filePath) throws -> [Case] {
    let tests = (0..<3).reduce(URL(fileURLWithPath: file)) { url, _ in
      url.deletingLastPathComponent()
    }
    return try JSONDecoder().decode(
      [Case].self, from: Data(contentsOf: tests.appending(path: "SafeText/cases.json")))
  }

  @Test func `counts the columns of text as screen and report do`() throws {
    let cases = try cases()
    #expect(cases.count > 20)
    for text in cases {
      let columns = text.safe.reduce(0) { $0 + $1.terminalColumns }
      #expect(columns == text.width, "\(text.safe)")
      let hidden = text.safe.filter { !$0.isShownPlainly }
      #expect(hidden.isEmpty, "\(text.safe)")
    }
  }

  @Test(arguments: [
    ("\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467} =", 3), ("\u{2764}\u{FE0F} =", 3),
    ("e\u{301} =", 2), ("\u{1F1E9}\u{1F1EA} =", 3), ("\u{FF21} =", 3), ("\u{E000} =", 2),
    ("\u{AC00} =", 3), ("\u{231A} =", 3),
  ])
  func `puts the caret under the place behind any character`(text: String, columns: Int) {
    let error = ExpressionError("m", text: text, offset: text.unicodeScalars.count - 1)
    #expect(error.rendered.hasSuffix("\n" + String(repeating: " ", count: columns) + "^"))
  }
}
