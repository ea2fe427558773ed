import Testing

@testable import TerminalUI

/// Numbers from a seed, the same on every machine.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

@Suite struct SanitizerTests {
  @Test(arguments: [
    ("plain text, 100% \"quoted\"", "plain text, 100% \"quoted\""),
    ("\u{1B}]0;title\u{07}", "\\x1B]0;title\\x07"),
    ("\u{1B}]8;;http://x\u{1B}\\", "\\x1B]8;;http://x\\x1B\\"),
    ("\u{1B}]52;c;aGk=", "\\x1B]52;c;aGk="),
    ("\u{1B}[2J\u{1B}P", "\\x1B[2J\\x1BP"),
    ("tab\there", "tab\\x09here"),
    ("line\r\nend\u{7F}\u{0}", "line\\x0D\\x0Aend\\x7F\\x00"),
    ("\u{9B}31m", "\\u{9B}31m"),
    ("\u{202E}gpj.exe\u{2066}", "\\u{202E}gpj.exe\\u{2066}"),
    ("a\u{200B}b\u{FEFF}\u{200F}", "a\\u{200B}b\\u{FEFF}\\u{200F}"),
    ("a\u{E0041}\u{AD}", "a\\u{E0041}\\u{AD}"),
    ("no\u{A0}break", "no\\u{A0}break"),
    ("\u{E000}\u{378}", "\\u{E000}\\u{378}"),
    ("\u{301}alone", "\\u{301}alone"),
    ("a\u{200D}b", "a\\u{200D}b"),
    ("👨‍👩‍👧 ❤️ 漢字 é Ünï 한글 e\u{301}", "👨‍👩‍👧 ❤️ 漢字 é Ünï 한글 e\u{301}"),
  ])
  func `text that could command or deceive is spelled out`(raw: String, expected: String) {
    #expect(DisplayText(raw).string == expected)
    #expect(DisplayText(bytes: raw.utf8).string == expected)
  }

  @Test(
    arguments: [
      ([0x9B, 0x33, 0x31, 0x6D], "\\x9B31m"),
      ([0xC3, 0x28], "\\xC3("),
      ([0x61, 0xF0, 0x9F, 0x98], "a\\xF0\\x9F\\x98"),
      ([0xED, 0xA0, 0x80], "\\xED\\xA0\\x80"),
      ([0xC0, 0xAF, 0xFF], "\\xC0\\xAF\\xFF"),
      ([0xC2, 0x80], "\\u{80}"),
    ] as [([UInt8], String)])
  func `bytes that are no UTF-8 are spelled out`(bytes: [UInt8], expected: String) {
    #expect(DisplayText(bytes: bytes).string == expected)
  }

  @Test(arguments: [
    ("C:\\users\\new", "C:\\users\\new"),
    ("\\x1B", "\\\\x1B"),
    ("\\u{202E}", "\\\\u{202E}"),
    ("\\\\", "\\\\\\"),
    ("\\\u{1B}", "\\\\\\x1B"),
  ])
  func `a backslash is doubled only where it could be read as an escape`(
    raw: String, expected: String
  ) {
    #expect(DisplayText(raw).string == expected)
  }

  @Test func `a stack of marks does not climb out of its row`() {
    let text = DisplayText("a" + String(repeating: "\u{301}", count: 6))
    #expect(text.string.hasSuffix("\\u{301}\\u{301}"))
    #expect(text.width == 15)
  }

  @Test func `distinct bytes look distinct`() {
    let pieces: [[UInt8]] = [
      [0x5C], Array("x".utf8), Array("u{".utf8), Array("}".utf8), [0x30], Array("1B".utf8), [0x1B],
      [0x80], [0xC2], [0xC2, 0x80], Array("a".utf8), Array("e\u{301}".utf8),
      [0xF0, 0x9F, 0x98, 0x80],
      Array("\u{200D}".utf8), Array("\u{FE0F}".utf8), Array("❤".utf8), [0xFF], [0x09], [0x20],
    ]
    var generator = SplitMix64(state: 7)
    var inputs: Set<[UInt8]> = []
    while inputs.count < 10_000 {
      let length = Int.random(in: 0...7, using: &generator)
      inputs.insert(
        (0..<length).flatMap { _ in
          Bool.random(using: &generator)
            ? pieces[Int.random(in: 0..<pieces.count, using: &generator)]
            : [UInt8.random(in: 0...255, using: &generator)]
        })
    }
    let outputs = inputs.map { Array(DisplayText(bytes: $0).string.utf8) }
    #expect(Set(outputs).count == inputs.count)
    #expect(outputs.joined().allSatisfy { $0 >= 0x20 && $0 != 0x7F })
  }
}
