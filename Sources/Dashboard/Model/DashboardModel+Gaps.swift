import FunnelCore

/// What was known of a group when its users alone were asked for.
struct DrilledGap: Equatable, Sendable {
  /// The question it belongs to; with other rules or steps the numbers would be others.
  let query: FunnelQuery
  let generation: Int?
  let sentences: [String]
}

extension DashboardModel {
  /// The sentences about the gap worth showing now, longest wording first; empty when none is.
  ///
  /// In a segment pane they are about the selected group, after drilling about the group drilled
  /// into, and otherwise about the group that falls behind most of all.
  func gapSentences(_ glyphs: Glyphs) -> [String] {
    if let index = focus.breakdown {
      let groups = groups(index)
      if let breakdown = breakdown(index), breakdown.valuesComeLater {
        return notCompared(breakdown.breakdown)
      }
      // A group that is everyone left has no others.
      if groups.count > 1 {
        return gapSentences(of: groups[selectedRow(index, in: groups)], glyphs, always: true)
      }
    }
    if let drilledGap, drilledGap.generation == generation, drilledGap.query == gapQuery {
      return drilledGap.sentences
    }
    let worst = query.breakdowns.indices.compactMap { worstGroup($0) }
      .compactMap { group in gap(of: group).map { (group: group, excess: $0.excess) } }
      .max { $0.excess < $1.excess }
    return worst.map { gapSentences(of: $0.group, glyphs) } ?? []
  }

  /// Says that groups tell how far one got, rather than why.
  private func notCompared(_ breakdown: Breakdown) -> [String] {
    let columns = breakdown.columns.joined(separator: ", ")
    return [
      "not compared: more than one in twenty with \(columns) have it only after the entry",
      "not compared: \(columns) often comes after the entry", "not compared",
    ]
  }

  /// Where a group falls behind; `(other)` is many groups and has no place of its own.
  func gap(of group: GroupNumbers) -> StepGap? {
    if case .other = group.kind { return nil }
    return funnelOfGroups.flatMap { group.funnel.worstGap(within: $0) }
  }

  /// The group of a pane that is worse beyond chance and converts least.
  func worstGroup(_ index: Int) -> GroupNumbers? {
    groups(index).filter { group in
      if case .other = group.kind { return false }
      return group.versusRest?.verdict == .worse
    }.min { ($0.funnel.conversion.fraction ?? 1) < ($1.funnel.conversion.fraction ?? 1) }
  }

  /// The sentences about a group; asked always, they also say that there is no gap.
  func gapSentences(
    of group: GroupNumbers, _ glyphs: Glyphs, always: Bool = false
  ) -> [String] {
    let name = group.kind.words
    if let gap = gap(of: group), let steps {
      return gap.sentences(of: name, steps: steps, glyphs: glyphs)
    }
    guard always, group.funnel.steps.count > 1 else { return [] }
    if case .other = group.kind { return [] }
    guard group.funnel.entered >= StepGap.fewUsers else {
      return [
        "\(name): under \(StepGap.fewUsers) \(glyphs.nouns), too few to compare",
        "too few \(glyphs.nouns)",
      ]
    }
    return [
      "\(name) falls behind the others at no step beyond chance",
      "\(name) falls behind at no step",
    ]
  }

  /// The question without what does not change the numbers of the steps.
  var gapQuery: FunnelQuery {
    var query = query
    query.breakdowns = []
    return query
  }

  /// Keeps what is known of a group while its users alone are looked at.
  mutating func keepGap(of group: GroupNumbers, segment: Segment) {
    let sentences = gapSentences(of: group, glyphs)
    guard !sentences.isEmpty, !isOutdated else {
      drilledGap = nil
      return
    }
    var query = gapQuery
    query.segments.append(segment)
    drilledGap = DrilledGap(query: query, generation: generation, sentences: sentences)
  }
}
