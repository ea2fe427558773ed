/// A condition on one column, made ready to be asked of many texts.
struct TextTest {
  /// Answers for a text, given as its bytes.
  let matches: (TextTable.Text) -> Bool
  /// The answer for a missing value.
  let matchesMissing: Bool

  /// Makes a comparison ready.
  ///
  /// - Throws: ``QueryError/invalidPattern(pattern:reason:)`` when a regular expression does not parse.
  init(_ comparison: Predicate.Comparison, _ value: String) throws(QueryError) {
    let wanted = Array(value.utf8)
    let folded = Array(value.lowercased().utf8)
    matchesMissing = comparison == .notEqual
    switch comparison {
    case .equal: matches = { $0.elementsEqual(wanted) }
    case .notEqual: matches = { !$0.elementsEqual(wanted) }
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      let order = NumberOrTextOrder(comparison, wanted)
      matches = { order.holds(for: $0) }
    case .contains: matches = { Self.folded($0).holdsBytes(folded) }
    case .starts: matches = { Self.folded($0).starts(with: folded) }
    case .ends: matches = { Self.folded($0).reversed().starts(with: folded.reversed()) }
    case .matches, .doesNotMatch:
      let regex: Regex<AnyRegexOutput>
      do {
        regex = try Regex(value)
      } catch {
        throw .invalidPattern(pattern: value, reason: "\(error)")
      }
      let wants = comparison == .matches
      matches = {
        let text = String(decoding: $0, as: UTF8.self)
        return ((try? regex.firstMatch(in: text)) != nil) == wants
      }
    }
  }

  /// Makes the test whether the text is one of several.
  init(oneOf values: [String]) {
    let wanted = Set(values.map { Array($0.utf8) })
    matches = { wanted.contains(Array($0)) }
    matchesMissing = false
  }

  /// Makes the test whether there is a value.
  init(isSet: Bool) {
    matches = { _ in isSet }
    matchesMissing = !isSet
  }

  private static func folded(_ bytes: TextTable.Text) -> [UInt8] {
    Array(String(decoding: bytes, as: UTF8.self).lowercased().utf8)
  }
}

/// An order comparison: by number when both sides are numbers, else by Unicode scalars.
struct NumberOrTextOrder {
  private let comparison: Predicate.Comparison
  private let text: [UInt8]
  /// The right side as a number, or nil.
  let number: ExactDecimal?

  init(_ comparison: Predicate.Comparison, _ text: [UInt8]) {
    self.comparison = comparison
    self.text = text
    number = ExactDecimal(text)
  }

  func holds(for bytes: TextTable.Text) -> Bool {
    if let number, let left = ExactDecimal(bytes) { return holds(for: left, against: number) }
    // The order of UTF-8 bytes is the order of the Unicode scalars.
    return switch comparison {
    case .less: bytes.lexicographicallyPrecedes(text)
    case .lessOrEqual: !text.lexicographicallyPrecedes(bytes)
    case .greater: text.lexicographicallyPrecedes(bytes)
    default: !bytes.lexicographicallyPrecedes(text)
    }
  }

  private func holds(for left: ExactDecimal, against right: ExactDecimal) -> Bool {
    switch comparison {
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    default: left >= right
    }
  }
}

extension [UInt8] {
  /// Returns whether the part lies somewhere in the bytes.
  func holdsBytes(_ part: [UInt8]) -> Bool {
    guard let first = part.first else { return true }
    guard part.count <= count else { return false }
    return (0...(count - part.count)).contains { start in
      self[start] == first && self[start..<(start + part.count)].elementsEqual(part)
    }
  }
}
