/// A set of a store's rows.
struct RowSet: Sendable {
  func contains(_ row: Int) -> Bool { false }
}

func rows(matching predicate: Predicate, in store: EventStore) throws(QueryError) -> RowSet {
  throw .unsupported("conditions on properties")
}

func checkNames(of query: FunnelQuery, in store: EventStore) throws(QueryError) {}

extension EventMatcher {
  func matchingCodes(in store: EventStore) -> [EventCode] {
    (0..<store.eventNames.count).map { EventCode(rawValue: $0) }.filter { code in
      switch name {
      case .any: return true
      case .exact(let text): return store.eventNames[code.rawValue] == text
      case .wildcard: return false
      }
    }
  }
}
