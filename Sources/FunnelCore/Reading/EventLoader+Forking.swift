/// Reading stretches of one file at the same time.
///
/// A loader is forked for each stretch; joined in their order, the forks leave it exactly as if it
/// had read all bytes itself.
extension EventLoader {
  /// A loader without events that reads on where this one stands.
  ///
  /// Nil when it cannot be told where further rows of such a file start. A fork that goes on from the
  /// codes of an earlier one, which was joined, costs less to join; it may be given only once.
  public func forked(after earlier: EventLoader? = nil) -> EventLoader? {
    // Which of two rows with one id is the first shows only in order.
    guard options.idColumn == nil, isAtRowStart, let appender else { return nil }
    var fork = self
    fork.appender = appender.forked(after: earlier?.appender)
    fork.rejections = Rejections()
    fork.startCounting()
    return fork
  }

  /// Forgets the bytes of an unfinished row and returns how many there were; they must be fed
  /// again.
  public mutating func giveBackUnfinishedRow() -> Int {
    guard reader != nil, !isSkippingLine else { return 0 }
    defer { buffer.removeAll(keepingCapacity: true) }
    return buffer.count
  }

  /// Takes out the bytes of an unfinished row; they must be fed again.
  public mutating func takeUnfinishedRow() -> [UInt8] {
    guard reader != nil, !isSkippingLine else { return [] }
    let row = buffer
    buffer.removeAll()
    return row
  }

  /// Whether the next byte starts a row and nothing read before has influence on it.
  var isAtRowStart: Bool {
    guard buffer.isEmpty, !isSkippingLine, let reader else { return false }
    return switch reader {
    case .delimited(let rows): rows.isAtRest
    case .json(let rows): rows.isAtRest
    case .accessLog(let rows): rows.isAtRest
    }
  }

  /// Takes the events of forks that read the bytes that follow, one after the other, and returns
  /// how many of them; what the others read must be fed again, because it begins inside a row.
  public mutating func join(_ forks: [EventLoader]) -> Int {
    guard isAtRowStart else { return 0 }
    var count = 0
    while count < forks.count, forks[count].isAtRowStart { count += 1 }
    let joined = forks[..<count]
    guard count > 0, var appender else { return 0 }
    let appenders = joined.compactMap(\.appender)
    guard appender.hasRoom(for: appenders) else { return 0 }
    self.appender = nil
    appender.join(appenders)
    self.appender = appender
    for fork in joined {
      rejections.append(fork.rejections, linesBefore: line - 1)
      advanceLine(by: fork.line - 1)
    }
    return count
  }

  /// Returns where a row starts in bytes from the middle of the file, as far as that can be told.
  ///
  /// The rows from there on look like rows; whether they are shows when what comes before is read.
  public func rowStart(in bytes: Span<UInt8>) -> Int? {
    guard let fork = forked() else { return nil }
    var start = 0
    for _ in 0..<8 {
      while start < bytes.count, bytes[start] != UInt8(ascii: "\n") { start += 1 }
      start += 1
      guard start < bytes.count else { return nil }
      var trial = fork
      try? trial.feed(bytes.extracting(start..<bytes.count))
      if trial.eventCount > 2 * trial.rejections.count { return start }
    }
    return nil
  }
}
