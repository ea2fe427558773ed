internal import Synchronization

/// The columns of a store as they lie in a file, for whoever looks at the rows of a few units only: of
/// these rows' blocks each is checked before it is looked at.
struct SpotChecks: Sendable {
  /// The store with columns that nobody checks.
  let store: EventStore
  private let sections: SectionChecks
  private let times: ColumnCheck
  private let events: ColumnCheck
  private let found = Found()

  /// The first fault that was found.
  private final class Found: Sendable {
    let fault = Mutex<StoreFault?>(nil)
  }

  /// Takes a store; nil where its columns lie in no file.
  init?(_ store: EventStore) {
    guard let kept = store.kept, let times = kept.checks[.times], let events = kept.checks[.events]
    else { return nil }
    (self.store, sections) = (store.withoutChecks, kept.sections)
    (self.times, self.events) = (times, events)
  }

  /// Whether the times and the events of some rows are what they should be; a fault is remembered.
  func holds(in rows: Range<Int>) -> Bool {
    for column in [times, events] where !column.hasPassed {
      for position in column.positions {
        // What has no element for each row is small.
        let isByRow = sections.elementCount(of: position) == store.eventCount
        let elements = isByRow ? rows : 0..<sections.elementCount(of: position)
        guard let fault = sections.firstFault(in: position, elements: elements) else { continue }
        found.fault.withLock { $0 = $0 ?? fault }
        return false
      }
    }
    return true
  }

  /// What the origin of the sections makes of the first fault; nil without any.
  var error: (any Error)? { found.fault.withLock { $0 }.map(sections.origin.error) }
}

extension SlicedEvents {
  /// Takes the sliced form of a store's events that lies in the file with them, or else slices them; nil where
  /// this form does not fit.
  ///
  /// - Throws: What the origin of the store's sections makes of a ``StoreFault``.
  /// - Complexity: O(events).
  public init?(opening store: EventStore) throws {
    guard let kept = store.kept, let slices = kept.slices else {
      try store.check([.times, .events])
      self.init(store)
      return
    }
    do throws(StoreFault) { self = try slices.events(of: store) } catch {
      throw kept.sections.origin.error(error)
    }
  }

  /// The sliced form as sections, to be kept in a file with those of the store.
  public var sections: [StoreSection] { arrays.sections }
}

extension EventStore {
  /// Whether the sliced form of the events lies in the file with them.
  var hasSlices: Bool { kept?.slices != nil }

  /// How many events carry each name, as a section to be kept in a file with the others.
  public var totalsSection: StoreSection {
    StoreSection(.eventTotals, column: 0, SharedArray(eventCounts()))
  }
}
