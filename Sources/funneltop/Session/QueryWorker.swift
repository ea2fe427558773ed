import Dashboard
import Dispatch
import FunnelCore
import NCursesTerminal
import Synchronization

/// Answers the dashboard's queries away from the thread that owns the screen.
///
/// Only the newest query matters: a newer one cancels the one that is running.
final class QueryWorker: Sendable {
  private let newest = Atomic<Int>(-1)
  private let queue = DispatchQueue(label: "funneltop.query", qos: .userInitiated)
  private let mailbox: Mailbox

  /// The clock that hours and weekdays are told by.
  private let zone: any DisplayTimeZone

  init(mailbox: Mailbox, zone: any DisplayTimeZone) {
    self.mailbox = mailbox
    self.zone = zone
  }

  /// Starts a query about a store; its answer arrives as a message with the same id unless a newer query overtakes it.
  func answer(_ query: FunnelQuery, about store: EventStore, id: Int) {
    newest.store(id, ordering: .releasing)
    queue.async { self.run(query, about: store, id: id) }
  }

  /// Cancels whatever is running.
  func cancel() { newest.store(-1, ordering: .releasing) }

  private func run(_ query: FunnelQuery, about store: EventStore, id: Int) {
    protectFromStackOverflow()
    guard newest.load(ordering: .acquiring) == id else { return }
    do {
      let result = try LocalBackend(store: store, zone: zone).answer(query) {
        self.newest.load(ordering: .relaxed) != id
      }
      mailbox.post(.answered(id: id, .success(result)))
    } catch let error as QueryError {
      mailbox.post(.answered(id: id, .failure(error)))
    } catch {
      // Cancelled: the newer query answers.
    }
  }
}
