import CNCurses

/// Makes sure that the terminal is restored even when the calling thread's stack overflows.
///
/// The main thread is protected while the terminal is open; every other thread that works
/// meanwhile calls this first, which costs next to nothing when it has been called before.
public func protectFromStackOverflow() { nc_guard_thread() }

/// Gives the terminal back, if it was taken, by calls that are safe in a signal handler.
public func restoreTerminalAtOnce() { nc_guard_restore() }
