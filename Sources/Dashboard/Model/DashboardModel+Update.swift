import FunnelCore
import TerminalUI

extension DashboardModel {
  /// Takes in what happened and returns what shall be done.
  public mutating func update(_ message: DashboardMessage) -> [DashboardEffect] {
    switch message {
    case .key(let key): return press(key)
    case .resized(let size):
      self.size = size
      clampHelp()
      return []
    case .data(let state): return take(state)
    case .progressed(let progress):
      if !isPaused, data?.progress != nil { data?.progress = progress }
      if newestData?.progress != nil { newestData?.progress = progress }
      return []
    case .proposed(let funnel): return take(funnel)
    case .canFollow(let canFollow):
      learn(canFollow: canFollow)
      return []
    case .counted(let id, let funnel):
      if id == pendingID { earlyFunnel = funnel }
      return []
    case .countedGroups(let id, let breakdowns):
      if id == pendingID { earlyBreakdowns = breakdowns }
      return []
    case .answered(let id, let answer): return take(answer, id: id)
    case .failed(let text):
      failure = text
      return []
    case .told(let text):
      notice = text
      return []
    case .clock(let text):
      clock = text
      return []
    case .spinnerTick:
      if isWaiting { waitTicks += 1 }
      return []
    }
  }

  private mutating func take(_ news: DataState) -> [DashboardEffect] {
    failure = nil
    var state = news
    // What was under way when following was switched off still arrives.
    if !isFollowing { state.following = nil }
    guard !isPaused else {
      newestData = state
      return []
    }
    data = state
    newestData = nil
    // The funnel under a reader must not change without a key pressed.
    if state.progress == nil, hasFunnel { isProposalSettled = true }
    chooseDimensions(from: state.columns)
    guard hasFunnel else { return [] }
    // A question that has been asked is let finish: were each batch of data to cancel it, a slow
    // answer would never come while reading goes on.
    guard pendingID == nil else {
      isDataNewerThanQuestion = true
      return []
    }
    return ask()
  }

  private mutating func take(_ funnel: FunnelDefinition) -> [DashboardEffect] {
    guard !funnel.steps.isEmpty, query.funnel != funnel,
      !hasFunnel || isProposed && !isProposalSettled
    else { return [] }
    guard !isPaused else {
      heldProposal = funnel
      return []
    }
    query.funnel = funnel
    isProposed = true
    clampSelection()
    return data == nil ? [] : ask()
  }

  private mutating func take(
    _ answer: Result<FunnelResult, QueryError>, id: Int
  ) -> [DashboardEffect] {
    guard id == pendingID else { return [] }
    pendingID = nil
    (earlyFunnel, earlyBreakdowns) = (nil, [])
    waitTicks = 0
    var isTakenBack = false
    switch answer {
    case .success(let result):
      self.result = result.withShownLabels
      answeredSummary = askedSummary
      queryError = nil
    case .failure(let error):
      isTakenBack = takeBack(error)
      if !isTakenBack { queryError = error }
    }
    clampSelection()
    guard isDataNewerThanQuestion || isTakenBack && isOutdated else { return [] }
    return ask()
  }

  /// Asks the present question anew, in place of any older one.
  mutating func ask() -> [DashboardEffect] {
    isDataNewerThanQuestion = false
    (earlyFunnel, earlyBreakdowns) = (nil, [])
    guard hasFunnel, data != nil else { return [] }
    if pendingID == nil { waitTicks = 0 }
    lastID += 1
    pendingID = lastID
    let question = question
    askedQuestion = question
    askedSummary = data?.summary
    return [.recompute(id: lastID, question)]
  }

  /// Keeps the selection and the focus on something that exists.
  mutating func clampSelection() {
    selectedStep = max(0, min(selectedStep, query.funnel.steps.count - 1))
    if !panes.contains(focus) { focus = panes.first ?? .funnel }
  }

  /// Shows what came in while the screen was held.
  mutating func resume() -> [DashboardEffect] {
    isPaused = false
    let held = heldProposal.map { take($0) } ?? []
    heldProposal = nil
    guard let state = newestData else { return held }
    // A proposal's question would be about the data from before.
    if !held.isEmpty { pendingID = nil }
    return take(state)
  }
}
