internal import FunnelCore

/// Reads the pieces of a file that can only be fetched in order, several at a time.
///
/// Like ``ConcurrentReading`` it cuts where rows seem to start, checks that they do, and otherwise
/// reads again in order; so the result does not depend on the cuts.
struct PieceReading {
  /// A place in some pieces.
  private struct Place {
    var piece: Int
    var offset: Int
  }

  private let cutting: ConcurrentReading.Cutting
  private var forked = ForkedReading()
  private var failures = 0

  init(_ cutting: ConcurrentReading.Cutting) { self.cutting = cutting }

  /// Reads pieces that follow those read before.
  mutating func read(
    _ pieces: [ReadAhead.Piece], into loader: inout EventLoader
  ) throws(LoadError) {
    let length = pieces.reduce(0) { $0 + $1.count }
    let start = Place(piece: 0, offset: 0)
    guard length >= cutting.leastLength, failures < 3 else {
      return try feed(pieces, from: start, into: &loader)
    }
    let unfinished = loader.takeUnfinishedRow()
    guard let fork = loader.forked() else {
      try loader.feed(unfinished.span)
      return try feed(pieces, from: start, into: &loader)
    }
    let cuts = [start] + cuts(in: pieces, length: length, fork)
    guard cuts.count > 2 else {
      failures += 1
      try loader.feed(unfinished.span)
      return try feed(pieces, from: start, into: &loader)
    }
    let pieceLength = cutting.pieceLength
    let stretches = forked.read(cuts.count - 1, into: &loader) { loader, index in
      // Forks begin where the loader stands at the start of a row.
      if index == 0 { try? loader.feed(unfinished.span) }
      return (try? Self.feed(pieces, cuts[index], upTo: cuts[index + 1], pieceLength, to: &loader))
        != nil
    }
    if stretches < cuts.count - 1 { failures += 1 }
    try feed(pieces, from: cuts[stretches], into: &loader)
  }

  private func feed(
    _ pieces: [ReadAhead.Piece], from start: Place, into loader: inout EventLoader
  ) throws(LoadError) {
    let end = Place(piece: pieces.count - 1, offset: pieces.last?.count ?? 0)
    try Self.feed(pieces, start, upTo: end, cutting.pieceLength, to: &loader)
  }

  /// Feeds a loader what lies between two places.
  private static func feed(
    _ pieces: [ReadAhead.Piece], _ start: Place, upTo end: Place, _ pieceLength: Int,
    to loader: inout EventLoader
  ) throws(LoadError) {
    guard start.piece <= end.piece else { return }
    for index in start.piece...end.piece {
      var offset = index == start.piece ? start.offset : 0
      let last = index == end.piece ? end.offset : pieces[index].count
      while offset < last {
        let next = min(last, offset + pieceLength)
        let bytes = pieces[index].bytes
        try loader.feed(bytes.span.extracting(offset..<next))
        offset = next
      }
    }
  }

  /// Returns where the stretches after the first one start, and where the last one ends.
  private func cuts(
    in pieces: [ReadAhead.Piece], length: Int, _ fork: EventLoader
  ) -> [Place] {
    var cuts: [Place] = []
    var passed = 0
    for (index, piece) in pieces.enumerated() {
      let wanted = length * (cuts.count + 1) / cutting.count
      passed += piece.count
      if index == pieces.count - 1 {
        // What may be an unfinished row at the end is read in order.
        let offset = max(0, piece.count - cutting.trialLength)
        if let cut = cut(in: piece, at: index, from: offset, fork) { cuts.append(cut) }
      } else if passed >= wanted, cuts.count < cutting.count - 1 {
        if let cut = cut(in: pieces[index + 1], at: index + 1, from: 0, fork) { cuts.append(cut) }
      }
    }
    return cuts
  }

  private func cut(
    in piece: ReadAhead.Piece, at index: Int, from offset: Int, _ fork: EventLoader
  ) -> Place? {
    let end = min(piece.count, offset + cutting.trialLength)
    return fork.rowStart(in: piece.bytes.span.extracting(offset..<end)).map {
      Place(piece: index, offset: offset + $0)
    }
  }
}
