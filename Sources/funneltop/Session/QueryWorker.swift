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
    /// The events as they were sliced; none while they are being sliced or do not fit that form.
    var base: SlicedEvents?
    /// The same with the events that came since.
    var grown: SlicedEvents?
  }

  private let sliced = Mutex<Sliced?>(nil)
  private let slicing = DispatchQueue(label: "funneltop.slicing", qos: .utility)

  /// The clock that hours and weekdays are told by.
  private let zone: any DisplayTimeZone

  init(mailbox: Mailbox, zone: any DisplayTimeZone) {
    self.mailbox = mailbox
    self.zone = zone
  }

  /// Starts a query about a store; its answer arrives as a message with the same id unless a newer
  /// query overtakes it.
  ///
  /// Once the first question about a whole store has been answered, later ones have their counts
  /// arrive ahead.
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
      let backend = backend(for: data)
      if let counts = try backend.countsAtOnce(query, isCancelled: isCancelled) {
        mailbox.post(.counted(id: id, counts))
      }
      let result = try backend.answer(query, isCancelled: isCancelled)
      mailbox.post(.answered(id: id, .success(result)))
      slice(data)
    } catch let error as QueryError {
      mailbox.post(.answered(id: id, .failure(error)))
    } catch {
      // Cancelled: the newer query answers.
    }
  }

  private func backend(for data: QueriedData) -> LocalBackend {
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
    guard let events else { return LocalBackend(store: data.store, zone: zone) }
    return LocalBackend(events, zone: zone)
  }

  /// Begins to slice the events in the background, unless that was done.
  private func slice(_ data: QueriedData) {
    guard data.isWhole, data.store.eventCount >= Self.fewestSliced else { return }
    let isNew = sliced.withLock { known in
      if known?.generation == data.generation { return false }
      known = Sliced(generation: data.generation)
      return true
    }
    guard isNew else { return }
    slicing.async {
      let events = SlicedEvents(data.store)
      self.sliced.withLock { known in
        if known?.generation == data.generation { known?.base = events }
      }
    }
  }

  /// Fewer events than this are answered about at once in any form.
  private static let fewestSliced = 1 << 18
}
