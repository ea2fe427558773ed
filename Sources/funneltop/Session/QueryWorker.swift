import Dashboard
import Dispatch
import FunnelCore
import NCursesTerminal
import Synchronization

/// The events that questions are about.
struct QueriedData: Sendable {
  /// Which state of the growing data this is.
  var generation: Int
  var store: EventStore
  /// Whether nothing more is being read.
  var isWhole: Bool
}

/// Answers the dashboard's queries away from the thread that owns the screen.
///
/// Only the newest query matters: a newer one cancels the one that is running.
final class QueryWorker: Sendable {
  private let newest = Atomic<Int>(-1)
  private let queue = DispatchQueue(label: "funneltop.query", qos: .userInitiated)
  private let mailbox: Mailbox

  /// The events in the form that is counted at once.
  private struct Sliced {
    /// The generation they are of.
    var generation: Int
    /// The events as they were sliced; none where they do not fit that form.
    var base: SlicedEvents?
    /// The same with the events that came since.
    var grown: SlicedEvents?
  }

  private let sliced = Mutex<Sliced?>(nil)

  /// The clock that hours and weekdays are told by.
  private let zone: any DisplayTimeZone

  init(mailbox: Mailbox, zone: any DisplayTimeZone) {
    self.mailbox = mailbox
    self.zone = zone
  }

  /// Starts a query about a store; its answer arrives as a message with the same id unless a newer
  /// query overtakes it.
  ///
  /// Of a whole store the counts arrive ahead, and where the answer takes long those of groups too.
  func answer(_ query: FunnelQuery, about data: QueriedData, id: Int) {
    newest.store(id, ordering: .releasing)
    queue.async { self.run(query, about: data, id: id) }
  }

  /// Cancels whatever is running.
  func cancel() { newest.store(-1, ordering: .releasing) }

  private func run(_ query: FunnelQuery, about data: QueriedData, id: Int) {
    protectFromStackOverflow()
    guard newest.load(ordering: .acquiring) == id else { return }
    do {
      let isCancelled = { @Sendable in self.newest.load(ordering: .relaxed) != id }
      let backend = try backend(for: data)
      if let counts = try backend.countsAtOnce(query, isCancelled: isCancelled) {
        mailbox.post(.counted(id: id, counts))
        if try tellsGroupsFirst(query, by: backend),
          let groups = try backend.breakdownsAtOnce(query, isCancelled: isCancelled)
        {
          mailbox.post(.countedGroups(id: id, groups))
        }
      }
      let result = try backend.answer(query, isCancelled: isCancelled)
      mailbox.post(.answered(id: id, .success(result)))
    } catch let error as QueryError {
      mailbox.post(.answered(id: id, .failure(error)))
    } catch is CancellationError {
      // The newer query answers.
    } catch {
      mailbox.post(Mail.lost(ErrorReport(error)))
    }
  }

  /// Whether the groups are worth counting ahead of the answer.
  ///
  /// A funnel run for every value takes a large part of the answer's time, and counting next to none.
  /// Other groups are counted ahead only where the answer would be waited for much longer than for them.
  private func tellsGroupsFirst(_ query: FunnelQuery, by backend: LocalBackend) throws -> Bool {
    if query.breakdowns.isEmpty { return false }
    if query.rules.attribution == .every { return true }
    return try backend.store.eventCount >= Self.manyEvents && !backend.answersAtOnce(query)
  }

  /// An answer about fewer events than these is there within a frame or two.
  private static let manyEvents = 1 << 24

  private func backend(for data: QueriedData) throws -> LocalBackend {
    let events = sliced.withLock { known -> SlicedEvents? in
      if let found = known, found.generation != data.generation {
        // Those that these events do not go on from only take up memory.
        let grown = found.base?.grown(to: data.store)
        known =
          grown == nil
          ? nil : Sliced(generation: data.generation, base: found.base, grown: grown)
      }
      return known?.grown ?? known?.base
    }
    guard let events = try events ?? slice(data) else {
      try data.store.check([.times])
      return LocalBackend(store: data.store, zone: zone)
    }
    return LocalBackend(events, zone: zone)
  }

  /// Slices events that are whole, unless that was done: together with the answer that takes little
  /// longer than the other form of the search alone, and all later answers come at once.
  private func slice(_ data: QueriedData) throws -> SlicedEvents? {
    guard data.isWhole, LocalBackend.wouldSlice(data.store) else { return nil }
    let isKnown = sliced.withLock { $0?.generation == data.generation }
    if isKnown { return nil }
    let events = try SlicedEvents(opening: data.store)
    sliced.withLock { $0 = Sliced(generation: data.generation, base: events) }
    return events
  }
}
