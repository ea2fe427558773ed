import FunnelCore
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct `Keys of the dashboard` {
  @Test func `every command has a key and no key has two commands in one place`() {
    #expect(Set(KeyTable.entries.map(\.command)) == Set(Command.allCases))
    for context in KeyContext.allCases {
      let keys = KeyTable.entries.filter { $0.contexts.contains(context) }.flatMap(\.keys)
      #expect(Set(keys).count == keys.count)
    }
  }

  @Test func `every entry of the table does something somewhere`() {
    var starts: [DashboardModel] = []
    var model = Samples.dashboard()
    starts.append(model)
    model.type("jj")
    starts.append(model)
    model.send(.tab, .down)
    starts.append(model)
    model.type("d<u")
    starts.append(model)
    model.type("?")
    model.send(.down, .down)
    starts.append(model)
    for keys in ["]]", "]]j", "]]]", "]]]k", "Rj", "Rjl"] {
      var model = Samples.dashboard { Samples.full(for: $0) }
      model.useKeys(keys)
      starts.append(model)
    }
    for entry in KeyTable.entries {
      for key in entry.keys {
        let works = starts.contains { start in
          guard entry.contexts.contains(start.context) else { return false }
          var after = start
          return !after.update(.key(key)).isEmpty || after != start
        }
        #expect(works, "\(entry.name) by \(key)")
      }
    }
  }

  @Test func `the help names every entry`() {
    let page = HelpPage(columns: 80)
    let help = page.columns.flatMap { $0 }
    for entry in KeyTable.entries {
      #expect(help.contains { $0.text == entry.help && !$0.keys.isEmpty }, "\(entry.name)")
      #expect(entry.help.count <= 62, "cut at 80 columns: \(entry.name)")
    }
  }

  @Test func `unknown keys change nothing and are said to be unknown`() {
    let before = Samples.dashboard()
    var after = before
    #expect(after.update(.key(.function(9))).isEmpty)
    #expect(after.notice == "no such key: F9 (? shows all)")
    #expect(after.update(.key(.character("ß"))).isEmpty)
    #expect(after.notice == "no such key: ß (? shows all)")
    #expect(after.update(.key(.character("t"))).isEmpty)
    #expect(after.notice == "t does nothing here (? shows all keys)")
    after.notice = nil
    #expect(after == before)
  }

  @Test func `a screen too small to see takes only the keys to leave and to suspend`() {
    var model = Samples.dashboard(size: Size(columns: 15, rows: 3))
    #expect(model.text.contains("funneltop 15x3"))
    let before = model
    model.type("b3%d<s?")
    model.send(.tab, .enter, .escape, .down)
    #expect(model == before)
    #expect(model.send(.control("z")) == [.suspend])
    for key in [Key.character("q"), .character("Q"), .control("c")] {
      #expect(model.send(key) == [.quit])
    }
  }

  @Test func `Esc and Backspace never quit`() {
    var model = Samples.dashboard()
    for key in [Key.escape, .backspace] {
      for _ in 0..<20 { #expect(!model.send(key).contains(.quit)) }
    }
  }
}
