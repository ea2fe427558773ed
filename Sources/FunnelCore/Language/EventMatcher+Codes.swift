extension EventMatcher {
  /// Returns which event codes of a store have a matching name; properties are not looked at.
  ///
  /// - Complexity: O(bytes of all names × bytes of the pattern) at worst.
  public func matchingCodes(in store: EventStore) -> [Bool] {
    let names = store.eventNames
    let test = EventNameTest(name)
    return names.bytes.withUnsafeBufferPointer { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      return (0..<names.count).map { code in
        test.matches(UnsafeRawBufferPointer(rebasing: bytes[names.range(of: code)]))
      }
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
