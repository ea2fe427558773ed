/// On how many threads work is spread.
public enum Parallelism: Sendable {
  /// The number of pieces that large work is cut into; no result depends on it.
  ///
  /// As many as this process may use processors, or what the environment variable
  /// `FUNNELTOP_THREADS` says.
  public static let threadCount: Int = {
    let asked = Environment.value(of: "FUNNELTOP_THREADS").flatMap { Int($0) }
    if let asked, asked > 0 { return min(asked, 256) }
    return max(1, Environment.processorCount)
  }()
}
