import CNCurses
import Glibc
public import TerminalUI

extension NCursesTerminal {
  /// Waits for the next event, at most so many milliseconds; for ever without a number.
  ///
  /// Keys come before bells, so a busy reader cannot make the keyboard wait.
  public func nextEvent(timeoutMilliseconds: Int?) -> TerminalEvent {
    let deadline = timeoutMilliseconds.map { ContinuousClock.now + .milliseconds($0) }
    while true {
      if let event = answerSignals() { return event }
      if let key = keys.next() {
        emptyReads = 0
        return .key(key)
      }
      if keys.isAtEnd { return .closed }
      if isWoken {
        isWoken = false
        return .woken
      }
      guard let ready = wait(until: deadline) else { return .timedOut }
      if isClosed(ready) { return .closed }
    }
  }

  /// What to do about signals since the last look.
  private func answerSignals() -> TerminalEvent? {
    if pendingSignal != nil { return .closed }
    let signals = nc_signals_take()
    if signals == 0 { return nil }
    if signals & UInt32(nc_signal_terminate) != 0 { pendingSignal = SIGTERM }
    if signals & UInt32(nc_signal_interrupt) != 0 { pendingSignal = SIGINT }
    if signals & UInt32(nc_signal_hangup) != 0 { pendingSignal = SIGHUP }
    if pendingSignal != nil { return .closed }
    if signals & UInt32(nc_signal_stop) != 0 {
      suspend()
      return .resized(size)
    }
    if signals & UInt32(nc_signal_continue) != 0 {
      resume()
      return .resized(size)
    }
    let before = size
    readSize()
    return size == before ? nil : .resized(size)
  }

  /// What poll says about the keyboard, nil when the time is over.
  private func wait(until deadline: ContinuousClock.Instant?) -> Int16? {
    var watched = [
      pollfd(fd: input, events: Int16(POLLIN), revents: 0),
      pollfd(fd: bell, events: Int16(POLLIN), revents: 0),
    ]
    var timeout: Int32 = -1
    if let deadline {
      // Rounded up: waking a moment early would only poll again.
      let left = (deadline - ContinuousClock.now) / .milliseconds(1)
      timeout = Int32(max(0, min(left.rounded(.up), 1e9)))
    }
    let count = poll(&watched, nfds_t(watched.count), timeout)
    if count == 0 { return nil }
    if count < 0 { return 0 }
    if watched[1].revents != 0, nc_wake_drain() { isWoken = true }
    return watched[0].revents
  }

  /// Whether the keyboard is gone: hung up, or readable again and again without a byte.
  private func isClosed(_ ready: Int16) -> Bool {
    if ready & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { return true }
    guard ready & Int16(POLLIN) != 0 else { return false }
    var available: Int32 = 0
    if ioctl(input, UInt(FIONREAD), &available) == 0, available > 0 {
      emptyReads = 0
      return false
    }
    emptyReads += 1
    return emptyReads > 3
  }
}
