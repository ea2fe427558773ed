import CNCurses

/// A bell for the main loop: any thread may ring it, `nextEvent` then returns `woken`.
///
/// Many rings before the main loop looks count as one. Never blocks.
public struct Waker: Sendable {
  init() {}

  /// Makes `nextEvent` return.
  public func wake() {
    nc_wake()
  }
}
