import FunnelDemo

/// The program's help, made from the option table.
enum HelpText {
  static let version = "funneltop 0.1.0"

  static let usage = """
    funneltop — conversion funnels in the terminal

    funneltop [FILE…]            the dashboard on CSV, TSV, JSON or access logs
    funneltop report [FILE…]     the same analysis printed
    funneltop reconcile [FILE…]  the funnel by the rules of other products
    funneltop inspect [FILE…]    what is in the data, and what could not be read
    funneltop demo               the dashboard on a simulated shop
    funneltop snapshot FILE…     the events as one file that opens at once
    funneltop generate           the simulated shop as a file

    """

  /// Shown when there is nothing to open.
  static let nothingToOpen =
    usage + """

      Nothing to open: name a file, or try `funneltop demo`.
      `funneltop --help` lists all options.

      """

  /// Returns the help for the whole program or for one command.
  static func text(for command: Options.Command?) -> String {
    let language = takesSteps(command) ? language : ""
    let lead = command.map { $0.help.usage } ?? usage
    var stories = ""
    if command == .demo {
      stories += "\nThe simulated shop has these stories in it; see whether you find them:\n"
      for (number, story) in DemoStory.all.enumerated() {
        stories += "  \(number + 1). \(story.title): \(story.sentence)\n"
      }
    }
    let examples = "\nExamples\n" + (command?.help.examples ?? Self.examples) + "\n"
    return lead + stories + options(for: command) + language + examples + exitStatus
  }

  /// Whether the command, or any of them, is asked about a funnel.
  private static func takesSteps(_ command: Options.Command?) -> Bool {
    command.map(OptionEntry.Group.analysis.commands.contains) ?? true
  }

  private static let language = """

    Steps and conditions
      view > cart > purchase      one after the other, with anything in between
      signup | "sign up"          one of several; quotes around names with spaces
      /product/*                  all names that fit; * alone is any event
      view x3 > cart? > buy       three times; ? may be left out
      cart > !refund > buy        lost when a refund comes in between
      buy within 2d as "Bought"   at most 2 days after the step before; its title
      view[page = /pricing and price >= 9.5]   only where the condition holds
      Conditions, also for --where: = != < <= > >= contains starts ends
      ~ "pattern" !~ "pattern", plan in (a, b), plan is set, plan is missing,
      joined by and, or, not and ( ). In quotes * is a plain character: for names
      such as "sign up now" write the wildcard without quotes and spaces: sign*up*

    """

  /// Lists the options of one command, or all of them.
  private static func options(for command: Options.Command?) -> String {
    var text = ""
    for group in OptionEntry.Group.allCases {
      let entries = OptionEntry.all.filter { entry in
        entry.group == group && !entry.help.isEmpty
          && (command.map(entry.commands.contains) ?? true)
      }
      if entries.isEmpty { continue }
      text += "\n\(group.rawValue)\n"
      for entry in entries {
        let names = entry.names.joined(separator: ", ")
        let left = "  " + names + (entry.valueName.map { " " + $0 } ?? "")
        let gap = String(repeating: " ", count: max(2, 30 - left.count))
        text += left + gap + entry.help(for: command) + "\n"
      }
    }
    return text
  }

  private static let examples = """
      funneltop events.csv
      funneltop report events.csv --steps 'view > cart > purchase' --by device
      funneltop events.jsonl.gz --steps 'visit[source = ads] > signup within 2d' --window 7d
      tail -f events.jsonl | funneltop -
    """

  private static let exitStatus = """

    Exit status: 0 done · 1 data or runtime error · 2 usage · 128+n ended by signal n

    """
}
