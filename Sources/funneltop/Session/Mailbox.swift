import Dashboard
import NCursesTerminal
import Synchronization

/// Carries messages from any thread to the thread that owns the screen, and wakes it.
final class Mailbox: Sendable {
  private let messages = Mutex<[DashboardMessage]>([])
  private let waker: Waker

  init(waker: Waker) { self.waker = waker }

  /// Adds a message; may be called from any thread.
  func post(_ message: DashboardMessage) {
    messages.withLock { $0.append(message) }
    waker.wake()
  }

  /// Takes all messages, the oldest first.
  func takeAll() -> [DashboardMessage] {
    messages.withLock { messages in
      let taken = messages
      messages.removeAll(keepingCapacity: true)
      return taken
    }
  }
}
