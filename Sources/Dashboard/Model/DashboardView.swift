/// What the body of the screen shows.
enum DashboardView: CaseIterable, Sendable {
  case funnel, segments, time, trend

  /// What the view is called.
  var title: String {
    switch self {
    case .funnel: "Funnel"
    case .segments: "Segments"
    case .time: "Time"
    case .trend: "Trend"
    }
  }
}

/// Which way the view of times is about.
enum TimeWay: Sendable {
  /// From the first step to the last, or as the command line says.
  case whole
  /// Into the selected step.
  case hop
}
