import FunnelCore

/// Everything a report shows to people, in words, before any format writes it.
///
/// Text, Markdown and HTML write the same page, so they cannot show different numbers. All words
/// in it are safe to print; each format escapes what it itself would act upon.
struct ReportPage {
  /// A line at the head of the page.
  struct Fact: Equatable {
    var name: String
    var lines: [String]
  }

  /// A part of the page.
  struct Section: Equatable {
    /// What the part is called; nil for notes to the parts above.
    var heading: String?
    /// What the heading leaves unsaid.
    var explanation: String?
    /// Which picture a page that has pictures draws for it.
    var chart: Chart?
    var tables: [PageTable] = []
    /// Sentences under the tables, in groups that belong together.
    var paragraphs: [[String]] = []
  }

  /// The picture of a section.
  enum Chart: Equatable {
    case funnel(FunnelChart)
    case columns(ColumnChart)
    case groups(GroupChart)
  }

  var title: String
  var facts: [Fact]
  /// What is said about the funnel's origin, if anything.
  var note: String?
  var sections: [Section]
  /// The words of this page where ASCII and Unicode differ.
  let signs: PageSigns

  /// Puts a report into words.
  init(_ report: Report, ascii: Bool = false) {
    signs = PageSigns(isASCII: ascii)
    let query = report.result.query
    title = StepText.title(report.result.funnel)
    facts = Self.facts(report.summary, query)
    note = report.isProposed ? Self.proposalNote : nil
    sections = []
    sections.append(funnelSection(report.result))
    if let comparison = report.comparison {
      sections.append(comparisonSection(comparison, report))
    }
    for breakdown in report.result.breakdowns {
      sections.append(breakdownSection(breakdown, query.rules))
    }
    if let note = breakdownNote(report.result.breakdowns, query.rules) { sections.append(note) }
    if let trend = report.result.trend { sections.append(trendSection(trend, report.result)) }
    if let histogram = report.result.histogram {
      sections.append(histogramSection(histogram, report.result))
    }
  }

  /// Says that nobody chose the funnel.
  static let proposalNote =
    "Proposed from the data; choose your own with --steps 'first > last'."

  /// Returns where the events came from and how they were counted.
  static func facts(_ summary: DataSummary, _ query: FunnelQuery) -> [Fact] {
    let rules = RuleText.sentence(
      query.rules, of: query.funnel, sessionColumn: summary.roles.session)
    var facts = SourceText.facts(summary)
    facts.append(Fact(name: "Counted", lines: [rules]))
    facts.append(Fact(name: "Funnel", lines: [PrintableText.of(query.funnel.description)]))
    if let scope = ScopeText.sentence(query) { facts.append(Fact(name: "Only", lines: [scope])) }
    return facts
  }
}

/// The signs that ASCII lacks.
struct PageSigns: Equatable {
  let isASCII: Bool

  /// What stands where there is no value.
  var none: String { NumberText.none(isASCII: isASCII) }
  var ellipsis: String { isASCII ? "~" : "…" }
  var minus: String { isASCII ? "-" : "−" }
}
