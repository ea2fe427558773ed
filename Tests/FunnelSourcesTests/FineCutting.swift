@testable import FunnelSources

extension EventFileReader {
  /// Cuts files of some two megabytes as it cuts large ones otherwise, into stretches for so many threads.
  mutating func cutFinely(threads: Int) {
    cutting.count = threads
    cutting.leastLength = 32 << 10
    cutting.mostLength = 300 << 10
    cutting.tailLength = 20_000
    cutting.pieceLength = 30 << 10
    cutting.trialLength = 9 << 10
  }
}

/// 6000 rows of many bytes, because the first pieces of a file are read in order; the time of now and then
/// one is none.
func longRows(event: (_ row: Int) -> String) -> String {
  "user,time,event,note\n"
    + (0..<6000).map { row in
      let note = String(repeating: "\(row % 10)", count: 350)
      let time = row % 900 == 0 ? "soon" : "2024-01-01T00:\(row % 4 + 10):\(row % 50 + 10)Z"
      return "a\(row % 300),\(time),\(event(row)),\(note)\n"
    }.joined()
}
