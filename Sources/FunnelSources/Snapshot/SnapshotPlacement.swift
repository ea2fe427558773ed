internal import CKernels
internal import FunnelCore

/// Where the arrays of a store lie in a snapshot, and what messages call them.
struct SnapshotPlacement: Sendable {
  private let entries: [SnapshotHeader.Entry]
  private let outline: StoreOutline

  /// Takes the entries of the arrays, in their order.
  init(_ entries: [SnapshotHeader.Entry], outline: StoreOutline) {
    (self.entries, self.outline) = (entries, outline)
  }

  /// How the arrays are compared with their checksums in a file, and what becomes of a fault.
  func origin(in file: SharedArray<UInt8>, path: String) -> SectionOrigin {
    SectionOrigin(
      isIntact: { index, bytes in
        let entry = entries[index]
        let place = entry.offset + bytes.lowerBound..<entry.offset + bytes.upperBound
        // An empty section has no block.
        return bytes.isEmpty
          || BlockSums.sum(of: file, place)
            == entry.sums[bytes.lowerBound / SnapshotFormat.blockLength]
      },
      error: { SourceError.snapshot(path: path, fault($0)) },
      end: { error in
        let words = (error as? SourceError)?.message ?? "\(error)"
        mapped_guard_end("funneltop: \(words)\n")
      })
  }

  /// Returns what a fault of the store means for the file.
  func fault(_ fault: StoreFault) -> SnapshotFault {
    let (kind, column) = fault.place
    let start =
      entries.first { $0.kind == kind.rawValue && $0.column == UInt32(column) }?.offset ?? 0
    let what = words(kind, column)
    return switch fault {
    case .damaged(_, _, let offset): .damaged(what: what, offset: start + offset)
    case .impossible(_, _, let offset): .impossible(what: what, offset: start + offset)
    case .missing, .wrongCount: .impossible(what: what, offset: start)
    case .unknownForm: .unknownForm(what: what)
    }
  }

  /// What a message calls an array.
  private func words(_ kind: StoreSection.Kind, _ column: Int) -> String {
    switch kind {
    case .valueTexts, .valueEnds, .valueCodes, .decimals, .runMarks, .runRanks, .runCodes:
      outline.columns.indices.contains(column)
        ? "the column \"\(outline.columns[column].name)\"" : kind.words
    default: kind.words
    }
  }
}
