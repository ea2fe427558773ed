import FunnelCore

/// What the picture of a funnel shows.
struct FunnelChart: Equatable {
  /// One step.
  struct Step: Equatable {
    var number: String
    var name: String
    var count: String
    var share: String
    /// The length of the bar, of 1.
    var fraction: Double
    /// Why units were lost after it, if any were.
    var loss: String?
    var isOptional: Bool
  }

  var title: String
  var summary: String
  var steps: [Step]

  init(_ result: FunnelResult) {
    let (funnel, rules) = (result.funnel, result.query.rules)
    let names = StepText.names(funnel, rules)
    title = StepText.title(funnel)
    summary = FindingText(funnel, rules).sentences.first ?? ""
    steps = funnel.steps.enumerated().map { index, step in
      let lost = step.lost.flatMap { $0 > 0 ? "\(NumberText.count($0)) lost" : nil }
      return Step(
        number: String(index + 1), name: names[index], count: NumberText.count(step.count),
        share: NumberText.percent(step.fromFirst) ?? "—", fraction: step.fromFirst.fraction ?? 0,
        loss: LossText.summary(step, rules) ?? lost, isOptional: step.isOptional)
    }
  }
}

/// What a picture of columns side by side shows.
struct ColumnChart: Equatable {
  /// One column.
  struct Column: Equatable {
    var title: String
    /// What stands below it where there is room.
    var mark: String
    var value: String
    /// The height, of 1.
    var height: Double
    /// Whether it can still grow.
    var isOpen: Bool
    /// How high the line of the period behind it is, of 1; nil for none.
    var line: Double?
  }

  var label: String
  /// The value of a column of full height.
  var top: String
  var columns: [Column]
}

/// What a picture of the groups of a breakdown shows.
struct GroupChart: Equatable {
  /// One group.
  struct Group: Equatable {
    var name: String
    /// The rate in words.
    var rate: String
    /// The rate and its 95 % interval, of the greatest value shown.
    var length: Double
    var interval: ClosedRange<Double>?
    /// Whether the group converts better or worse than everyone else, beyond chance.
    var verdict: ProportionDifference.Verdict?
  }

  var label: String
  var groups: [Group]

  init(_ numbers: BreakdownNumbers) {
    label = "Conversion by \(GroupText.columns(numbers.breakdown)), with 95% intervals"
    let top = numbers.groups.compactMap(\.funnel.conversion.interval?.upperBound).max() ?? 1
    let scale = top > 0 ? 1 / top : 1
    groups = numbers.groups.map { group in
      let conversion = group.funnel.conversion
      return Group(
        name: GroupText.name(of: group.kind), rate: NumberText.percent(conversion) ?? "—",
        length: (conversion.fraction ?? 0) * scale,
        interval: conversion.interval.map { $0.lowerBound * scale...$0.upperBound * scale },
        verdict: group.versusRest?.verdict)
    }
  }
}
