/// Tells which names of events are meant; made ready to be asked of many names.
struct EventNameTest: Hashable, Sendable {
  /// The bytes of the parts between which anything may lie; nil where any name is meant.
  private let parts: [[UInt8]]?

  /// Makes ready what a matcher says about names.
  init(_ name: EventMatcher.Name) {
    switch name {
    case .any: parts = nil
    case .exact(let name): parts = [Array(name.utf8)]
    case .wildcard(let texts): parts = texts.map { Array($0.utf8) }
    }
  }

  /// Whether any name is meant.
  var meansAny: Bool { parts == nil }

  /// Returns whether a name is meant, given as its bytes.
  ///
  /// The parts lie in the name in order, the first at its start and the last at its end. Each takes the
  /// first place it finds, which is as good as any later one: nothing is tried twice.
  ///
  /// - Complexity: O(bytes of the name × bytes of the parts) at worst.
  func matches(_ name: UnsafeRawBufferPointer) -> Bool {
    guard let parts else { return true }
    guard let first = parts.first, let last = parts.last, parts.count > 1 else {
      return name.elementsEqual(parts.first ?? [])
    }
    guard name.count >= first.count + last.count, name.starts(with: first),
      name.suffix(last.count).elementsEqual(last)
    else { return false }
    var rest = name.dropFirst(first.count).dropLast(last.count)
    for part in parts[1..<(parts.count - 1)] {
      guard let start = Self.position(of: part, in: rest) else { return false }
      rest = rest[(start + part.count)...]
    }
    return true
  }

  private static func position(
    of part: [UInt8], in text: Slice<UnsafeRawBufferPointer>
  ) -> Int? {
    guard part.count <= text.count else { return nil }
    return (text.startIndex...(text.endIndex - part.count)).first {
      text[$0..<($0 + part.count)].elementsEqual(part)
    }
  }
}
