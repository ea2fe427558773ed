// How each kind of array becomes sections and is made of sections again. Whoever gives a column a
// new form adds both here.

extension TextTable {
  func sections(
    _ texts: StoreSection.Kind, _ ends: StoreSection.Kind, column: Int
  ) -> [StoreSection] {
    [
      StoreSection(texts, column: column, bytes),
      StoreSection(ends, column: column, self.ends.lows),
    ]
  }

  init(
    _ texts: StoreSection.Kind, _ ends: StoreSection.Kind, column: Int,
    from assembly: inout SectionAssembly
  ) throws(StoreFault) {
    let bytes: SharedArray<UInt8> = try assembly.elements(texts, column: column) { _ in .anything }
    var found: TextEnds<UInt32>?
    let _: SharedArray<UInt32> = try assembly.elements(ends, column: column) { lows in
      found = TextEnds(lows: lows, total: bytes.count)
      return found.map { .ends($0, total: bytes.count) } ?? .anything
    }
    guard let found else { throw .impossible(ends, column: column, offset: 0) }
    self.init(bytes: bytes, ends: found)
  }
}

extension TimeColumn {
  /// The further bits come first, so that damage in them is found as such.
  var sections: [StoreSection] {
    [
      StoreSection(.timeExtras, column: 0, extras), StoreSection(.times, column: 0, words),
    ]
  }

  init(
    _ form: TimeForm, _ starts: SharedArray<Int>, from assembly: inout SectionAssembly
  ) throws(StoreFault) {
    guard let width = assembly.elementWidth(of: .times, column: 0) else {
      throw .missing(.times, column: 0)
    }
    guard width == MemoryLayout<UInt32>.stride, form.isPossible else {
      throw .unknownForm(.times, column: 0)
    }
    let extras: SharedArray<UInt8> = try assembly.elements(.timeExtras, column: 0) { _ in .anything
    }
    let rows = assembly.eventCount
    guard extras.count == form.extraBytes(rows) else { throw .wrongCount(.timeExtras, column: 0) }
    let words: SharedArray<UInt32> = try assembly.elements(.times, column: 0) { words in
      .times(TimeColumn(form, words: words, extras: extras), starts)
    }
    self.init(form, words: words, extras: extras)
  }
}

extension TimeForm {
  /// Whether times can be kept so.
  fileprivate var isPossible: Bool {
    Self.extraWidths.contains(extraBits) && unit > 0 && unit <= SectionCheck.timeLimit
      && (-SectionCheck.timeLimit...SectionCheck.timeLimit).contains(base)
  }
}

extension CodeArray {
  func section(_ kind: StoreSection.Kind, column: Int) -> StoreSection {
    switch self {
    case .bytes(let codes): StoreSection(kind, column: column, codes)
    case .halves(let codes): StoreSection(kind, column: column, codes)
    case .words(let codes): StoreSection(kind, column: column, codes)
    }
  }

  init(
    _ kind: StoreSection.Kind, column: Int, count wanted: Int, below limit: Int,
    from assembly: inout SectionAssembly
  ) throws(StoreFault) {
    switch assembly.elementWidth(of: kind, column: column) {
    case 1:
      self = .bytes(
        try assembly.elements(kind, column: column) { .bytes($0, below: UInt64(limit)) })
    case 2:
      self = .halves(
        try assembly.elements(kind, column: column) { .halves($0, below: UInt64(limit)) })
    case 4:
      self = .words(
        try assembly.elements(kind, column: column) { .words($0, below: UInt64(limit)) })
    case nil: throw .missing(kind, column: column)
    default: throw .unknownForm(kind, column: column)
    }
    guard count == wanted else { throw .wrongCount(kind, column: column) }
  }
}

extension CodeRuns {
  func sections(column: Int) -> [StoreSection] {
    [
      StoreSection(.runRanks, column: column, ranks),
      StoreSection(.runMarks, column: column, marks),
      codes.section(.runCodes, column: column),
    ]
  }

  init(
    column: Int, below limit: Int, from assembly: inout SectionAssembly
  ) throws(StoreFault) {
    let rows = assembly.eventCount
    let ranks: SharedArray<UInt32> = try assembly.elements(.runRanks, column: column) { _ in
      .anything
    }
    let words = Self.wordCount(of: rows)
    guard ranks.count == words + 1 else { throw .wrongCount(.runRanks, column: column) }
    let runs = assembly.count(of: .runCodes, column: column)
    let marks: SharedArray<UInt64> = try assembly.elements(.runMarks, column: column) { marks in
      .marks(marks, ranks, rows: rows, runs: runs)
    }
    guard marks.count == words else { throw .wrongCount(.runMarks, column: column) }
    let codes = try CodeArray(
      .runCodes, column: column, count: runs, below: limit, from: &assembly)
    self.init(marks: marks, ranks: ranks, codes: codes, count: rows)
  }
}

extension PropertyColumn.Values {
  /// The digits behind the point of decimals; nil for coded texts.
  var fractionDigits: Int? {
    switch self {
    case .coded, .runs: nil
    case .decimal(let decimals): decimals.fractionDigits
    }
  }

  /// Whether codes are kept once for every run of rows.
  var isInRuns: Bool { if case .runs = self { true } else { false } }

  func sections(column: Int) -> [StoreSection] {
    switch self {
    case .runs(let codes, let texts):
      texts.sections(.valueTexts, .valueEnds, column: column) + codes.sections(column: column)
    case .coded(let codes, let texts):
      texts.sections(.valueTexts, .valueEnds, column: column)
        + [codes.section(.valueCodes, column: column)]
    case .decimal(let decimals): [StoreSection(.decimals, column: column, decimals.mantissas)]
    }
  }

  init(
    _ outline: StoreOutline.Column, number column: Int, from assembly: inout SectionAssembly
  ) throws(StoreFault) {
    if let fractionDigits = outline.fractionDigits {
      let mantissas: SharedArray<Int64> = try assembly.elements(.decimals, column: column) {
        .decimals($0)
      }
      guard (0..<DecimalColumn.digitLimit).contains(fractionDigits) else {
        throw .unknownForm(.decimals, column: column)
      }
      guard mantissas.count == assembly.eventCount else {
        throw .wrongCount(.decimals, column: column)
      }
      self = .decimal(DecimalColumn(fractionDigits: fractionDigits, mantissas: mantissas))
    } else {
      let texts = try TextTable(.valueTexts, .valueEnds, column: column, from: &assembly)
      // Zero stands for a missing value.
      if outline.isInRuns {
        self = .runs(
          try CodeRuns(column: column, below: texts.count + 1, from: &assembly), texts)
      } else {
        let codes = try CodeArray(
          .valueCodes, column: column, count: assembly.eventCount, below: texts.count + 1,
          from: &assembly)
        self = .coded(codes, texts)
      }
    }
  }
}
