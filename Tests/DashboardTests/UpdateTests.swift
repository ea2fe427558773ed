import FunnelCore
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct `What keys and news do` {
  @Test func `answers to older questions are dropped`() {
    var model = Samples.dashboard()
    let first = model.update(.key(.character("<")))
    let second = model.update(.key(.character("<")))
    guard case .recompute(let oldID, let oldQuery)? = first.first,
      case .recompute(let newID, let newQuery)? = second.first
    else {
      Issue.record("no questions were asked")
      return
    }
    #expect(oldID != newID)
    let shown = model.result
    _ = model.update(.answered(id: oldID, .success(Samples.result(for: oldQuery))))
    #expect(model.result == shown)
    _ = model.update(.answered(id: newID, .success(Samples.result(for: newQuery))))
    #expect(model.result?.query == newQuery)
  }

  @Test func `a slow answer is not cancelled by more data but asked again after it`() {
    var model = Samples.dashboard()
    let first = model.update(.data(Samples.data(events: 50_000)))
    #expect(model.update(.data(Samples.data(events: 60_000))).isEmpty)
    guard case .recompute(let id, let query)? = first.first else {
      Issue.record("no question was asked")
      return
    }
    let next = model.update(.answered(id: id, .success(Samples.result(for: query))))
    #expect(next == [.recompute(id: id + 1, query)])
  }

  @Test func `Enter makes the segment a filter and Esc takes it back`() {
    var model = Samples.dashboard()
    model.send(.enter)
    #expect(model.focus == .segments(0))
    model.send(.down, .enter)
    #expect(model.query.segments == [Segment(columns: ["device"], values: ["desktop"])])
    #expect(model.text.contains("› entered with device = desktop"))
    model.send(.escape)
    #expect(model.query.segments.isEmpty)
    model.send(.escape)
    #expect(model.focus == .funnel)
  }

  @Test func `the rest of the groups cannot be a filter and it is said why`() {
    var model = Samples.dashboard()
    model.send(.tab, .tab, .end)
    #expect(model.send(.enter).isEmpty)
    #expect(model.notice?.contains("(other) is 31 groups") == true)
  }

  @Test func `units without a value can be a filter`() {
    var model = Samples.dashboard()
    model.send(.tab, .end, .enter)
    #expect(model.query.segments == [Segment(columns: ["device"], values: [nil])])
  }

  @Test func `the window goes through the list and the one started with`() {
    var query = Samples.query()
    query.rules.window = .days(10)
    var model = Samples.dashboard(query: query)
    model.type("<")
    #expect(model.query.rules.window == .days(7))
    model.type(">")
    #expect(model.query.rules.window == .days(10))
    model.type(">>>>")
    #expect(model.query.rules.window == nil)
    #expect(model.type(">").isEmpty)
    #expect(model.notice == "there is no wider window than no limit")
  }

  @Test func `undo and redo walk through the changes`() {
    var model = Samples.dashboard()
    let start = model.query
    model.type("<d")
    let end = model.query
    model.type("uu")
    #expect(model.query == start)
    model.type("u")
    #expect(model.notice == "nothing to undo")
    model.type("UU")
    #expect(model.query == end)
  }

  @Test func `b goes to the worst rate, then to the most users`() {
    var model = Samples.dashboard()
    model.type("b")
    #expect(model.selectedStep == 1)
    #expect(
      model.notice == "worst rate: 2 product_view → 3 add_to_cart: 59.0 % leave (7,352 users)")
    model.type("b")
    #expect(model.selectedStep == 0)
    #expect(model.notice?.hasPrefix("most users lost: 1 landing_page → 2") == true)
  }

  @Test func `the selected group is kept when the order changes`() {
    var model = Samples.dashboard()
    model.send(.tab, .down, .down)
    model.type("sS")
    let groups = model.groups(0)
    #expect(groups[model.selectedRow(0, in: groups)].kind == .values(["tablet"]))
  }

  @Test func `sorting by conversion puts the lowest first and the rest last`() {
    var model = Samples.dashboard()
    model.send(.tab, .tab)
    model.type("s")
    let shares = model.groups(1).dropLast().compactMap { $0.funnel.conversion.fraction }
    #expect(shares == shares.sorted())
    #expect(model.groups(1).last?.kind == .other(groups: 31))
  }

  @Test func `device and source are split by first, else the columns with few values`() {
    var model = Samples.dashboard(query: Samples.query(columns: []))
    #expect(model.query.breakdowns.map(\.columns) == [["device"], ["source"]])
    var data = Samples.data()
    data.columns.removeAll { ["device", "source"].contains($0.name) }
    model = Samples.dashboard(query: Samples.query(columns: []), data: data)
    #expect(model.query.breakdowns.map(\.columns) == [["plan"], ["country"]])
  }

  @Test func `d goes through all columns but the one the other pane shows`() {
    var model = Samples.dashboard()
    var seen: Set<[String]> = []
    for _ in 0..<8 {
      model.type("d")
      seen.insert(model.query.breakdowns[0].columns)
    }
    #expect(
      seen == [
        ["event"], ["device"], ["country"], ["plan"], ["user_type"], ["session_number"], ["hour"],
        ["weekday"],
      ])
    #expect(model.query.breakdowns[0].columns == ["device"])
    model.type("DDDD")
    #expect(model.query.breakdowns[0].columns == ["user_type"])
    model.type("D")
    #expect(model.query.breakdowns[0].columns == ["plan"])
  }

  @Test func `columns with a value for each row come after all others`() {
    var data = Samples.data()
    data.columns.insert(DataState.Column(name: "revenue", distinctValues: .max), at: 0)
    data.columns.insert(DataState.Column(name: "session_id", distinctValues: 20_000), at: 0)
    var model = Samples.dashboard(data: data)
    for name in ["revenue", "session_id", "weekday"] {
      model.type("D")
      #expect(model.query.breakdowns[0].columns == [name])
    }
  }

  @Test func `the first line tells of the data the numbers are of`() {
    var model = Samples.dashboard()
    let effects = model.update(.data(Samples.data(events: 99_999)))
    #expect(model.text.contains("43,948 events"))
    for case .recompute(let id, let query) in effects {
      _ = model.update(.answered(id: id, .success(Samples.result(for: query))))
    }
    #expect(model.text.contains("99,999 events"))
  }

  @Test func `splits asked for are pairs or panes, and further ones a key away`() {
    var query = Samples.query(columns: [])
    query.breakdowns = [["device", "source"], ["plan"], ["country"]].map {
      Breakdown(columns: $0)
    }
    var model = Samples.dashboard(query: query, size: Size(columns: 120, rows: 40))
    #expect(model.query.breakdowns == Array(query.breakdowns.prefix(2)))
    #expect(model.text.contains("device x source"))
    // The second pane shows the plan already.
    model.type("d")
    #expect(model.query.breakdowns[0].columns == ["country"])
    model.type("D")
    #expect(model.query.breakdowns[0].columns == ["device", "source"])
    // Five columns of the data, four told by the events and the pair, less the plan.
    for _ in 0..<9 { model.type("d") }
    #expect(model.query.breakdowns[0].columns == ["device", "source"])
  }

  @Test func `a proposed funnel is said to be one and a given one is kept`() {
    var model = DashboardModel(options: DashboardOptions(sourceName: "a"))
    _ = model.update(.resized(Size(columns: 100, rows: 24)))
    model.answerAll(.data(Samples.data()))
    #expect(model.text.contains("no funnel yet"))
    let effects = model.answerAll(.proposed(Samples.query().funnel))
    #expect(effects.count == 1)
    #expect(model.text.contains("proposed funnel"))
    var given = Samples.dashboard()
    #expect(given.update(.proposed(FunnelDefinition(steps: []))).isEmpty)
    #expect(given.update(.proposed(Samples.query(["x"]).funnel)).isEmpty)
    #expect(given.query.funnel == Samples.query().funnel)
  }

  @Test func `Esc stops reading and keeps what was read`() {
    let progress = DataState.Progress(fraction: 0.4, eventsPerSecond: 120_000, secondsLeft: 9)
    var model = Samples.dashboard(data: Samples.data(progress: progress))
    #expect(model.text.contains("reading 40.0 %"))
    #expect(model.text.contains("Esc stop reading"))
    #expect(model.send(.escape) == [.stopLoading])
    #expect(model.send(.escape).isEmpty)
    #expect(model.text.contains("partial"))
  }

  @Test func `how far reading is shows without more data, but not on a held screen`() {
    func progress(_ fraction: Double) -> DataState.Progress {
      DataState.Progress(fraction: fraction, eventsPerSecond: 120_000, secondsLeft: 9)
    }
    var model = Samples.dashboard(data: Samples.data(progress: progress(0.4)))
    #expect(model.update(.progressed(progress(0.7))).isEmpty)
    #expect(model.text.contains("reading 70"))
    model.type("p")
    _ = model.update(.progressed(progress(0.8)))
    #expect(model.text.contains("reading 70"))
    // What was read whole needs no more reports.
    var whole = Samples.dashboard()
    let text = whole.text
    _ = whole.update(.progressed(progress(0.9)))
    #expect(whole.text == text)
  }

  @Test func `a held screen stays still and catches up`() {
    var model = Samples.dashboard()
    model.type("p")
    let steps = model.lines(80, 24)[2...14]
    #expect(model.answerAll(.data(Samples.data(events: 45_188))).isEmpty)
    #expect(model.text.contains("PAUSED +1,240"))
    #expect(model.text.contains("43,948 events"))
    #expect(model.lines(80, 24)[2...14] == steps)
    #expect(model.type("p").count == 1)
    #expect(model.text.contains("45,188 events"))
  }

  @Test func `a held screen stays still under keys and proposals, too`() {
    var model = Samples.dashboard(isProposed: true)
    model.isProposalSettled = false
    model.type("p")
    var newer = Samples.data(events: 45_188)
    newer.generation = 1
    model.answerAll(.data(newer))
    let other = Samples.query(["x", "y"]).funnel
    #expect(model.update(.proposed(other)).isEmpty)
    #expect(model.query.funnel == Samples.query().funnel)
    #expect(model.type("<").count == 1)
    // The key asks about the data on the screen, not about what came later.
    #expect(model.generation == 0)
    #expect(model.text.contains("43,948 events"))
    model.type("p")
    #expect(model.generation == 1)
    #expect(model.text.contains("45,188 events"))
  }

  @Test func `a proposal that came while the screen was held is taken afterwards`() {
    var model = DashboardModel(options: DashboardOptions(sourceName: "a"))
    _ = model.update(.resized(Size(columns: 80, rows: 24)))
    model.type("p")
    model.answerAll(.proposed(Samples.query().funnel))
    #expect(!model.hasFunnel)
    model.answerAll(.data(Samples.data()))
    #expect(model.type("p").count == 1)
    #expect(model.query.funnel == Samples.query().funnel)
    #expect(model.text.contains("product_view"))
  }

  private func loading(_ events: Int) -> DataState {
    Samples.data(
      events: events, progress: DataState.Progress(fraction: 0.5, eventsPerSecond: 9))
  }

  private func proposedDashboard(data: DataState) -> DashboardModel {
    var model = DashboardModel(options: DashboardOptions(sourceName: "a"))
    _ = model.update(.resized(Size(columns: 80, rows: 24)))
    model.answerAll(.proposed(Samples.query().funnel))
    model.answerAll(.data(data))
    return model
  }

  @Test func `a proposal gets better while reading goes on and then stays`() {
    var model = proposedDashboard(data: loading(100))
    let better = Samples.query(Samples.names.reversed()).funnel
    model.answerAll(.proposed(better))
    #expect(model.query.funnel == better)
    model.answerAll(.data(Samples.data()))
    #expect(model.update(.proposed(Samples.query().funnel)).isEmpty)
    #expect(model.query.funnel == better)
  }

  @Test(arguments: "<db3j%")
  func `a proposal stays once the user works with it`(key: Character) {
    var model = proposedDashboard(data: loading(100))
    model.type(String(key))
    let better = Samples.query(Samples.names.reversed()).funnel
    model.answerAll(.proposed(better))
    // How numbers are written is no work with the funnel.
    #expect((model.query.funnel == better) == (key == "%"))
  }

  @Test func `following is switched on and off whatever arrives`() {
    var model = Samples.dashboard()
    _ = model.update(.canFollow(true))
    #expect(model.type("F") == [.setFollowing(true)])
    let following = DataState.Following(eventsPerSecond: 12, added: 40)
    model.answerAll(.data(Samples.data(following: following)))
    #expect(model.text.contains("FOLLOW +12/s"))
    #expect(model.type("F") == [.setFollowing(false)])
    #expect(!model.text.contains("FOLLOW"))
    model.answerAll(.data(Samples.data(following: following)))
    #expect(!model.text.contains("FOLLOW"))
    // A quiet file sends nothing, and still the key goes back and forth.
    #expect(model.type("F") == [.setFollowing(true)])
    #expect(model.text.contains("FOLLOW"))
    #expect(model.type("F") == [.setFollowing(false)])
  }

  @Test func `what cannot be followed is said, also when it was asked for at the start`() {
    var model = Samples.dashboard()
    _ = model.update(.canFollow(false))
    #expect(model.type("F").isEmpty)
    #expect(model.notice?.contains("can be followed") == true)
    var options = DashboardOptions(sourceName: "standard input", isFollowing: true)
    options.query = Samples.query()
    model = DashboardModel(options: options)
    _ = model.update(.canFollow(false))
    #expect(!model.isFollowing)
    #expect(model.notice?.contains("can be followed") == true)
  }

  @Test func `old numbers are dimmed only when the answer takes long`() {
    var model = Samples.dashboard()
    _ = model.update(.key(.character("<")))
    #expect(!model.view(model.size)[column: 5, row: 4].style.isDim)
    _ = model.update(.spinnerTick)
    #expect(model.view(model.size)[column: 5, row: 4].style.isDim)
  }

  @Test func `any other key closes the help and does nothing else`() {
    var model = Samples.dashboard()
    let before = model
    model.type("?b")
    #expect(model == before)
    model.type("?")
    #expect(model.type("q").isEmpty)
    #expect(model.type("q") == [.quit])
  }
}
