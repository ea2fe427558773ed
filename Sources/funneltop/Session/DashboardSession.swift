import Dashboard
import FunnelCore
import NCursesTerminal
import TerminalUI

/// Runs the dashboard: keys and messages go in, canvases and effects come out.
///
/// This is the only place where the pure dashboard meets the terminal and the worker threads.
@MainActor final class DashboardSession {
  private let terminal: NCursesTerminal
  private let mailbox: Mailbox
  private let queries: QueryWorker
  private let data: DataWorker
  private var model: DashboardModel
  private var clock = WallClock()
  private var isRunning = true
  /// The events on the screen, which questions are about, and the newest, which may be held back.
  private var shown: QueriedData?
  private var newest: QueriedData?
  /// Why there is nothing to show; told after the screen has been given back.
  private(set) var failure: ErrorReport?

  init(
    terminal: NCursesTerminal, options: Options, query: FunnelQuery, source: DataSource,
    compared: Range<Timestamp>?
  ) {
    self.terminal = terminal
    mailbox = Mailbox(waker: terminal.waker)
    let zone = options.displayZone
    queries = QueryWorker(mailbox: mailbox, zone: zone)
    data = DataWorker(
      source: source, query: query, follows: options.follows, mailbox: mailbox)
    model = DashboardModel(
      options: DashboardOptions(
        sourceName: source.name, ascii: terminal.isASCII, query: query,
        isProposed: options.funnel == nil, isFollowing: options.follows,
        interval: options.trend, compared: compared, clock: DisplayClock(zone)))
  }

  /// Shows the dashboard until the user quits or the terminal goes away.
  func run() {
    apply(.resized(terminal.size))
    apply(.clock(clock.text))
    terminal.present(model.view(terminal.size))
    data.start()
    while isRunning {
      handle(terminal.nextEvent(timeoutMilliseconds: model.isWaiting ? 100 : 1000))
      if isRunning { terminal.present(model.view(terminal.size)) }
    }
    data.stop()
    queries.cancel()
  }

  /// Takes in what happened.
  private func handle(_ event: TerminalEvent) {
    switch event {
    case .key(let key): apply(.key(key))
    case .resized(let size): apply(.resized(size))
    case .closed: isRunning = false
    case .woken: break
    case .timedOut:
      if model.isWaiting { apply(.spinnerTick) }
    }
    for mail in mailbox.takeAll() { take(mail) }
    if let text = clock.newText() { apply(.clock(text)) }
  }

  /// Without any data an error ends the program; with data on screen it is shown there.
  private func take(_ mail: Mail) {
    switch mail {
    case .message(let message): apply(message)
    case .data(let state, let store):
      newest = QueriedData(
        generation: state.generation, store: store, isWhole: state.progress == nil)
      apply(.data(state))
    case .failed(let report):
      if newest != nil, report.status != ExitStatus.usage {
        apply(.failed(report.message))
      } else {
        end(with: report)
      }
    case .lost(let report): end(with: report)
    }
  }

  private func end(with report: ErrorReport) {
    failure = report
    isRunning = false
  }

  /// Asks about the events on the screen; while it is held they are not the newest.
  private func ask(_ query: FunnelQuery, id: Int) {
    if let newest, newest.generation == model.generation { shown = newest }
    if let shown { queries.answer(query, about: shown, id: id) }
  }

  private func apply(_ message: DashboardMessage) {
    for effect in model.update(message) {
      switch effect {
      case .recompute(let id, let query): ask(query, id: id)
      case .quit: isRunning = false
      case .suspend: terminal.suspend()
      case .redraw: terminal.redraw()
      case .stopLoading: data.stopLoading()
      case .setFollowing(let follows): data.setFollowing(follows)
      }
    }
  }
}
