import TerminalUI

extension KeyTable {
  private static let everywhere = Set(KeyContext.allCases)
  private static let panes: Set<KeyContext> = [.funnel, .segments, .detail]
  private static let outsideHelp = everywhere.subtracting([.help])
  private static let digits = "123456789".map { Key.character($0) }

  /// Every key there is.
  static let entries: [KeyEntry] = moving + finding + views + segments + rules + program

  private static let moving = [
    KeyEntry(
      keys: [.up, .character("k")], command: .up, name: "up", help: "select the row above",
      group: .look, contexts: everywhere),
    KeyEntry(
      keys: [.down, .character("j")], command: .down, name: "down", label: "scroll",
      help: "select the row below", group: .look, contexts: everywhere, rank: 2),
    KeyEntry(
      keys: [.left, .character("h")], command: .left, name: "left",
      help: "go to the pane before, at last the funnel", group: .look, contexts: panes),
    KeyEntry(
      keys: [.right, .character("l")], command: .right, name: "right",
      help: "go to the next pane", group: .look, contexts: panes),
    KeyEntry(
      keys: [.tab], command: .nextPane, name: "next-pane", label: "pane",
      help: "go through the panes: funnel, segments, step detail", group: .look, contexts: panes,
      rank: 3),
    KeyEntry(
      keys: [.backTab], command: .previousPane, name: "previous-pane",
      help: "go through the panes backwards", group: .look, contexts: panes),
    KeyEntry(
      keys: [.home, .character("g")], command: .first, name: "first",
      help: "select the first row", group: .look, contexts: everywhere),
    KeyEntry(
      keys: [.end, .character("G")], command: .last, name: "last",
      help: "select the last row", group: .look, contexts: everywhere),
    KeyEntry(
      keys: [.pageUp, .control("b")], command: .pageUp, name: "page-up", help: "go up by a page",
      group: .look, contexts: everywhere),
    KeyEntry(
      keys: [.pageDown, .control("f")], command: .pageDown, name: "page-down", label: "page",
      help: "go down by a page", group: .look, contexts: everywhere, rank: 40),
  ]

  private static let finding = [
    KeyEntry(
      keys: [.character("b")], command: .worst, name: "worst", label: "worst step",
      help: "select the worst step, by rate and by users in turn", group: .find,
      contexts: panes,
      rank: 2),
    KeyEntry(
      keys: digits, command: .step, name: "step", label: "step",
      help: "select the step with this number", group: .find,
      contexts: panes.union([.time]), shortKeys: "1-9", rank: 8),
    KeyEntry(
      keys: [.character("%")], command: .shares, name: "shares", label: "shares",
      help: "shares of entry, of the previous step, or counts only", group: .find,
      contexts: panes, rank: 9),
  ]

  private static let segments = [
    KeyEntry(
      keys: [.enter], command: .drill, name: "drill", label: "drill in",
      help: "count only the users of this segment; on the funnel: go there",
      group: .segments, contexts: panes, rank: 4),
    KeyEntry(
      keys: [.escape, .backspace], command: .back, name: "back", label: "back",
      help: "leave a form, a drill, a view, a pane; stops a load",
      group: .segments, contexts: everywhere, rank: 6),
    KeyEntry(
      keys: [.character("d")], command: .nextDimension, name: "dimension", label: "split by",
      help: "split the segment pane by the next column", group: .segments, contexts: panes, rank: 5),
    KeyEntry(
      keys: [.character("D")], command: .previousDimension, name: "previous-dimension",
      help: "split the segment pane by the column before", group: .segments, contexts: panes),
    KeyEntry(
      keys: [.character("s")], command: .sort, name: "sort", label: "sort",
      help: "sort the segments by users, conversion or difference", group: .segments,
      contexts: panes,
      rank: 7),
    KeyEntry(
      keys: [.character("S")], command: .reverse, name: "reverse", label: "reverse",
      help: "reverse the order of the segments", group: .segments, contexts: panes, rank: 20),
  ]

  private static let views = [
    KeyEntry(
      keys: [.character("]")], command: .nextView, name: "next-view", label: "view",
      help: "next view: Funnel, Segments, Time, Trend", group: .views, rank: 3),
    KeyEntry(
      keys: [.character("[")], command: .previousView, name: "previous-view",
      help: "the view before", group: .views),
    KeyEntry(
      keys: [.character("t")], command: .way, name: "way", label: "hop or whole way",
      help: "Time: the hop into the selected step, or the whole way", group: .views,
      contexts: [.time], rank: 2),
    KeyEntry(
      keys: [.character("t")], command: .interval, name: "interval", label: "period length",
      help: "Trend: by hour, day, week or month of entry", group: .views, contexts: [.trend],
      rank: 2),
  ]

  private static let rules = [
    KeyEntry(
      keys: [.character("R")], command: .rules, name: "rules", label: "rules",
      help: "change the rules of counting in a form, or close it", group: .rules,
      contexts: outsideHelp, rank: 4),
    KeyEntry(
      keys: [.right, .character("l"), .character(" "), .enter], command: .nextValue,
      name: "next-value", label: "change", help: "in the form: take the next value",
      group: .rules, contexts: [.rules], rank: 1),
    KeyEntry(
      keys: [.left, .character("h")], command: .previousValue, name: "previous-value",
      help: "in the form: take the value before", group: .rules, contexts: [.rules]),
    KeyEntry(
      keys: [.character("<")], command: .narrower, name: "narrower", label: "narrower",
      help: "allow less time from the first step to the last", group: .rules, rank: 22),
    KeyEntry(
      keys: [.character(">")], command: .wider, name: "wider", label: "wider window",
      help: "allow more time from the first step to the last", group: .rules, rank: 23),
    KeyEntry(
      keys: [.character("u")], command: .undo, name: "undo", label: "undo",
      help: "take back the last change of filter, rules or dimension", group: .rules,
      contexts: outsideHelp, rank: 15),
    KeyEntry(
      keys: [.character("U")], command: .redo, name: "redo", label: "redo",
      help: "bring back what was undone", group: .rules, contexts: outsideHelp, rank: 24),
  ]

  private static let program = [
    KeyEntry(
      keys: [.character("F")], command: .follow, name: "follow", label: "follow",
      help: "follow the file as it grows, or stop following", group: .program, rank: 16),
    KeyEntry(
      keys: [.character("p")], command: .pause, name: "pause", label: "pause",
      help: "hold the screen still; reading goes on", group: .program, rank: 17),
    KeyEntry(
      keys: [.character("?"), .function(1)], command: .help, name: "help", label: "help",
      help: "show this help; any other key closes it", group: .program,
      contexts: outsideHelp, rank: 0),
    KeyEntry(
      keys: [.character("q")], command: .close, name: "close", label: "quit",
      help: "close the help or the form, or quit", group: .program, contexts: everywhere, rank: 1),
    KeyEntry(
      keys: [.character("Q"), .control("c")], command: .quit, name: "quit", help: "quit at once",
      group: .program, contexts: everywhere),
    KeyEntry(
      keys: [.control("z")], command: .suspend, name: "suspend",
      help: "suspend; fg continues", group: .program, contexts: everywhere),
    KeyEntry(
      keys: [.control("l")], command: .redraw, name: "redraw", help: "draw the screen anew",
      group: .program, contexts: everywhere),
  ]
}
