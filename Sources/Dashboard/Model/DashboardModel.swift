import FunnelCore
import TerminalUI

/// Everything the dashboard knows: a value that messages change and a screen is drawn from.
public struct DashboardModel: Sendable, Equatable {
  let options: DashboardOptions
  var size = Size(columns: 80, rows: 24)
  var clock = ""

  // What is read.
  var data: DataState?
  var newestData: DataState?
  var isPaused = false
  var isStopping = false
  /// Whether what is appended is to be shown.
  var isFollowing: Bool
  /// Whether the source can grow; nil until it has been read.
  var canFollow: Bool?

  // What is asked and answered.
  var query: FunnelQuery
  var isProposed: Bool
  /// Whether the proposed funnel stays, because all is read or because the user works with it.
  var isProposalSettled = false
  /// A proposal that came while the screen was held.
  var heldProposal: FunnelDefinition?
  /// The splits asked for on the command line, which may be more than there are panes.
  let givenBreakdowns: [Breakdown]
  var hasChosenDimensions: Bool
  var result: FunnelResult?
  /// The counts of the question under way, which are known before the rest of its answer.
  var earlyFunnel: FunnelNumbers?
  /// The counts of its groups, which are known next.
  var earlyBreakdowns: [BreakdownNumbers] = []
  var queryError: QueryError?
  var pendingID: Int?
  /// The question asked last.
  var askedQuestion: FunnelQuery?
  /// What is known of the data the question asked last is about, and of that the numbers shown
  /// are of.
  var askedSummary: DataSummary?
  var answeredSummary: DataSummary?
  var lastID = 0
  var isDataNewerThanQuestion = false
  var waitTicks = 0
  /// Why the last change was not taken over, in lines; empty when it was.
  var refusal: [String] = []
  /// The value of the form's row that was tried last.
  var triedChoice: Int?
  var undoStack: [FunnelQuery] = []
  var redoStack: [FunnelQuery] = []
  let windows: [Microseconds?]

  // What is looked at.
  var view = DashboardView.funnel
  var timeWay = TimeWay.whole
  /// The way and the bins the command line asks for.
  let givenWay: Hop?
  let histogramBins: HistogramBins
  /// The length of a trend's periods; nil for one that fits the data.
  var chosenInterval: TrendPeriod.Interval?
  /// The beginning of the selected period; nil for the last one.
  var selectedPeriod: Timestamp?
  /// The row of the form of the rules; nil while the form is closed.
  var formRow: Int?
  var focus = Pane.funnel
  var selectedStep = 0
  var selectedGroups: [GroupIdentity?] = [nil, nil]
  var orders = [GroupOrder(), GroupOrder()]
  var shareBase = ShareBase.entry
  var isHelpShown = false
  var helpOffset = 0
  var showsWorstByUsersNext = false

  // What is said.
  /// What was just done or cannot be done, the longest wording first.
  var noticeWordings: [String] = []
  var notice: String? {
    get { noticeWordings.first }
    set { noticeWordings = newValue.map { [$0] } ?? [] }
  }
  /// Where the group that was drilled into falls behind, seen before the others went.
  var drilledGap: DrilledGap?
  var failure: String?

  /// Creates the dashboard before any data has come.
  public init(options: DashboardOptions) {
    self.options = options
    query = options.query ?? FunnelQuery(funnel: FunnelDefinition(steps: []))
    givenWay = query.hop
    histogramBins = query.histogram ?? .automatic
    (query.hop, query.histogram, query.trend) = (nil, nil, nil)
    chosenInterval = options.interval
    isProposed = options.isProposed
    isFollowing = options.isFollowing
    givenBreakdowns = query.breakdowns
    query.breakdowns = Array(givenBreakdowns.prefix(2))
    hasChosenDimensions = !givenBreakdowns.isEmpty
    windows = Self.windows(with: query.rules.window)
  }

  /// The generation of the data on the screen, which is what questions are about.
  ///
  /// Not inlined: the optimiser of Swift 6.3 fails an assertion when it inlines this into another
  /// module.
  @inline(never) public var generation: Int? { data?.generation }
  /// Whether an answer is awaited; then the program sends spinner ticks.
  public var isWaiting: Bool { pendingID != nil }
  /// Whether the data is still being read.
  public var isLoading: Bool {
    !isStopping && failure == nil && (data == nil || newest?.progress != nil)
  }
  /// Whether reading was stopped before all data had been read.
  var isPartial: Bool {
    if data?.isPartial == true { return true }
    return (isStopping || failure != nil) && (data == nil ? isStopping : data?.progress != nil)
  }
  /// Whether there is a funnel to ask for.
  var hasFunnel: Bool { !query.funnel.steps.isEmpty }
  /// Whether the numbers shown answer another question than the one asked now.
  var isOutdated: Bool { !isAnswered(question) }
  /// The newest data, shown or, while paused, held back.
  var newest: DataState? { newestData ?? data }
  /// What the first line says of the data: of that the numbers below it are of, though more may
  /// have been read since.
  var shownSummary: DataSummary? {
    data.map { steps == nil ? $0.summary : answeredSummary ?? $0.summary }
  }
  /// The panes Tab goes through.
  var panes: [Pane] {
    let segments = query.breakdowns.prefix(2).indices.map(Pane.segments)
    switch view {
    case .funnel: return [.funnel] + segments + [.detail]
    case .segments: return segments.isEmpty ? [.funnel] : segments
    case .time, .trend: return [.funnel]
    }
  }

  /// The signs to draw with, and the word for what the numbers shown count.
  var glyphs: Glyphs {
    Glyphs(ascii: options.ascii, noun: (result?.query ?? query).rules.noun)
  }

  /// The steps' names: from the result, or from the question while there is none that fits.
  var stepNames: [String] {
    if let result, result.query.funnel == query.funnel,
      result.funnel.steps.count == query.funnel.steps.count
    {
      return result.funnel.steps.map(\.label)
    }
    return query.stepWords
  }

  /// The numbers of the steps, when they belong to the funnel asked for.
  var steps: [StepNumbers]? {
    guard let result, result.query.funnel == query.funnel else { return nil }
    return result.funnel.steps
  }

  /// The funnel asked for: as answered, or what is counted of it so far.
  var funnel: FunnelNumbers? {
    let funnel = earlyFunnel ?? (steps == nil ? nil : result?.funnel)
    return funnel?.steps.count == query.funnel.steps.count ? funnel : nil
  }

  /// The numbers of a segment pane, when they belong to its breakdown: as answered, or what is counted of
  /// them so far.
  func breakdown(_ index: Int) -> BreakdownNumbers? {
    if index < query.breakdowns.count, index < earlyBreakdowns.count,
      earlyBreakdowns[index].breakdown == query.breakdowns[index]
    {
      return earlyBreakdowns[index]
    }
    guard let result, index < query.breakdowns.count, index < result.breakdowns.count,
      result.query.funnel == query.funnel,
      result.breakdowns[index].breakdown == query.breakdowns[index]
    else { return nil }
    return result.breakdowns[index]
  }

  /// The funnel of everyone that groups are compared with: it answers the same question as they do.
  var funnelOfGroups: FunnelNumbers? { earlyBreakdowns.isEmpty ? result?.funnel : earlyFunnel }

  /// The groups of a segment pane in the order they are shown.
  func groups(_ index: Int) -> [GroupNumbers] {
    guard let numbers = breakdown(index) else { return [] }
    return orders[index].sorted(numbers.groups)
  }

  /// The row of the selected group; the first when it is gone.
  func selectedRow(_ index: Int, in groups: [GroupNumbers]) -> Int {
    guard let selected = selectedGroups[index] else { return 0 }
    return groups.firstIndex { GroupIdentity($0.kind) == selected } ?? 0
  }
}
