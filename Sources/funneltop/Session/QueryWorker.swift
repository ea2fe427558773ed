import Dashboard
import Dispatch
import FunnelCore
import Synchronization

/// Answers the dashboard's queries away from the thread that owns the screen.
///
/// Only the newest query matters: a newer one cancels the one that is running.
final class QueryWorker: Sendable {
  private let backend = Mutex<LocalBackend?>(nil)
  private let newest = Atomic<Int>(-1)
  private let queue = DispatchQueue(label: "funneltop.query", qos: .userInitiated)
  private let mailbox: Mailbox

  init(mailbox: Mailbox) { self.mailbox = mailbox }

  /// Replaces the events that queries are about.
  func use(_ store: EventStore) {
    backend.withLock { $0 = LocalBackend(store: store) }
  }

  /// Starts a query; its answer arrives as a message with the same id unless a newer query overtakes it.
  func answer(_ query: FunnelQuery, id: Int) {
    newest.store(id, ordering: .releasing)
    queue.async { self.run(query, id: id) }
  }

  /// Cancels whatever is running.
  func cancel() { newest.store(-1, ordering: .releasing) }

  private func run(_ query: FunnelQuery, id: Int) {
    guard newest.load(ordering: .acquiring) == id, let backend = backend.withLock({ $0 }) else {
      return
    }
    do {
      let result = try backend.answer(query) { self.newest.load(ordering: .relaxed) != id }
      mailbox.post(.answered(id: id, .success(result)))
    } catch let error as QueryError {
      mailbox.post(.answered(id: id, .failure(error)))
    } catch {
      // Cancelled: the newer query answers.
    }
  }
}
