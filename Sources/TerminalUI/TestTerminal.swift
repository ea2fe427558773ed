/// A terminal without a screen: events come from a script, canvases are kept.
@MainActor public final class TestTerminal: Terminal {
  /// The extent of the pretended screen; a scripted `resized` changes it.
  public private(set) var size: Size
  /// Everything presented, in order.
  public private(set) var canvases: [Canvas] = []
  /// How often the screen was given back for a stop.
  public private(set) var suspensions = 0
  /// How often a full redraw was asked for.
  public private(set) var redraws = 0
  /// Whether the terminal was closed.
  public private(set) var isClosed = false

  private var script: [TerminalEvent]

  /// A terminal of a size that delivers `events` and then is closed.
  public init(size: Size, events: [TerminalEvent] = []) {
    self.size = size
    script = events.reversed()
  }

  /// A terminal of a size on which `keys` are pressed and which then is closed.
  public convenience init(size: Size, keys: [Key]) {
    self.init(size: size, events: keys.map(TerminalEvent.key))
  }

  /// The text of the last canvas.
  public var lines: [String] { canvases.last?.lines ?? [] }

  /// Keeps the canvas.
  public func present(_ canvas: Canvas) { canvases.append(canvas) }

  /// The next scripted event; closed after the last.
  public func nextEvent(timeoutMilliseconds: Int?) -> TerminalEvent {
    guard let event = script.popLast() else { return .closed }
    if case .resized(let newSize) = event { size = newSize }
    return event
  }

  /// Counts the stop.
  public func suspend() { suspensions += 1 }

  /// Counts the redraw.
  public func redraw() { redraws += 1 }

  /// Remembers that it was closed.
  public func close() { isClosed = true }
}
