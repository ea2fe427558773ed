extension EventMatcher {
  /// Returns which event codes of a store have a matching name; properties are not looked at.
  ///
  /// - Complexity: O(bytes of all names × bytes of the pattern) at worst.
  public func matchingCodes(in store: EventStore) -> [Bool] {
    let names = store.eventNames
    switch name {
    case .any: return Array(repeating: true, count: names.count)
    case .exact(let name):
      let wanted = Array(name.utf8)
      return (0..<names.count).map { names.bytes(at: $0).elementsEqual(wanted) }
    case .wildcard(let parts):
      let parts = parts.map { Array($0.utf8) }
      return (0..<names.count).map { Self.fits(names.bytes(at: $0), parts) }
    }
  }

  /// Returns whether the parts lie in the text in order, the first at its start and the last at its end.
  ///
  /// Each part takes the first place it finds, which is as good as any later one: nothing is tried twice.
  private static func fits(_ text: TextTable.Text, _ parts: [[UInt8]]) -> Bool {
    guard let first = parts.first, let last = parts.last, parts.count > 1 else {
      return text.elementsEqual(parts.first ?? [])
    }
    guard text.count >= first.count + last.count, text.starts(with: first),
      text.suffix(last.count).elementsEqual(last)
    else { return false }
    var rest = text.dropFirst(first.count).dropLast(last.count)
    for part in parts[1..<(parts.count - 1)] {
      guard let start = position(of: part, in: rest) else { return false }
      rest = rest[(start + part.count)...]
    }
    return true
  }

  private static func position(of part: [UInt8], in text: TextTable.Text) -> Int? {
    guard part.count <= text.count else { return nil }
    return (text.startIndex...(text.endIndex - part.count)).first {
      text[$0..<($0 + part.count)].elementsEqual(part)
    }
  }
}

/// Checks that every event a funnel names is in the data.
///
/// - Throws: ``QueryError/unknownEvent(name:suggestions:)`` for the first name, or wildcard, that
///   no event has; exclusions come after the steps.
public func checkNames(of funnel: FunnelDefinition, in store: EventStore) throws(QueryError) {
  let matchers = funnel.steps.flatMap(\.matchers) + funnel.exclusions.flatMap(\.matchers)
  for matcher in matchers
  where matcher.name != .any && !matcher.matchingCodes(in: store).contains(true) {
    let name =
      switch matcher.name {
      case .any: "*"
      case .exact(let name): name
      case .wildcard(let parts): parts.joined(separator: "*")
      }
    let names = (0..<store.eventNames.count).map { store.eventNames[$0] }
    throw .unknownEvent(name: name, suggestions: nearestNames(to: name, in: names))
  }
}
