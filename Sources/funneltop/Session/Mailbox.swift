import Dashboard
import FunnelCore
import NCursesTerminal
import Synchronization

/// What a worker tells the thread that owns the screen.
enum Mail: Sendable {
  /// Something for the dashboard.
  case message(DashboardMessage)
  /// More data for the dashboard, and the events themselves for the questions about it.
  case data(DataState, EventStore)
  /// Reading cannot go on.
  case failed(ErrorReport)
  /// The events on the screen turn out to be damaged: no answer about them is to be trusted.
  case lost(ErrorReport)
}

/// Carries messages from any thread to the thread that owns the screen, and wakes it.
final class Mailbox: Sendable {
  private let messages = Mutex<[Mail]>([])
  private let waker: Waker

  init(waker: Waker) { self.waker = waker }

  /// Adds a message; may be called from any thread.
  func post(_ message: DashboardMessage) { post(.message(message)) }

  /// Adds mail of any kind; may be called from any thread.
  func post(_ mail: Mail) {
    messages.withLock { $0.append(mail) }
    waker.wake()
  }

  /// Takes all messages, the oldest first.
  func takeAll() -> [Mail] {
    messages.withLock { messages in
      let taken = messages
      messages.removeAll(keepingCapacity: true)
      return taken
    }
  }
}
