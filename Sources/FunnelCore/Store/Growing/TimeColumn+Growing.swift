extension TimeColumn {
  /// Whether further times find room behind these.
  func hasRoom(for added: Int) -> Bool {
    words.hasRoom(for: added)
      && (form.extraBits == 0 || extras.hasRoom(for: form.extraBytes(added)))
  }

  /// Whether this column begins with the times of another one, in the same memory.
  func continues(_ other: TimeColumn) -> Bool { words.continues(other.words) }

  /// Returns the times of the given rows, in their order, with room for more.
  ///
  /// - Complexity: O(rows).
  func gathered(_ rows: some Collection<Int>, spare: Int = 0) -> TimeColumn {
    withReading { reading in
      TimeColumn(form, count: rows.count, spare: spare) { writing in
        for (place, row) in rows.enumerated() { writing.set(place, to: reading.code(at: row)) }
      }
    }
  }

  /// Returns the times with those of added rows behind.
  ///
  /// - Complexity: O(added rows), or O(rows) where a time has no code or there is no room.
  func extended(by added: AddedRows) -> TimeColumn {
    let span = added.timeSpan
    // Where codes share bytes, those who read the last one would see it change.
    guard form.holds(span), form.extraBits == 0 || form.extraBits >= 8 else {
      return widened(by: added, span)
    }
    let longer = words.extended(by: added.count) { target in
      added.fill(target, old: words) {
        UInt32(truncatingIfNeeded: form.code(of: added.time(of: $0)))
      }
    }
    let extras =
      switch form.extraBits {
      case 0: extras
      case 8: extended(extras, by: added)
      case 16: SharedArray<UInt16>(reading: extras).map { extended($0, by: added).rawBytes }
      default: SharedArray<UInt32>(reading: extras).map { extended($0, by: added).rawBytes }
      }
    guard let extras else { return widened(by: added, span) }
    return TimeColumn(form, words: longer, extras: extras)
  }

  private func extended<Extra: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ extras: SharedArray<Extra>, by added: AddedRows
  ) -> SharedArray<Extra> {
    extras.extended(by: added.count) { target in
      added.fill(target, old: extras) {
        Extra(truncatingIfNeeded: form.code(of: added.time(of: $0)) >> 32)
      }
    }
  }

  /// Returns the times with those of added rows behind, in a form that holds all.
  private func widened(by added: AddedRows, _ addedSpan: TimeSpan) -> TimeColumn {
    var span = TimeSpan(self)
    span.formUnion(addedSpan)
    let form = TimeForm(span, isGrowing: true)
    return withReading { reading in
      TimeColumn(form, count: count + added.count, spare: count / 4 + 1024) { writing in
        for row in 0..<count { writing.set(row, to: form.code(of: reading[row])) }
        var place = count
        func add(_ time: Int64) {
          writing.set(place, to: form.code(of: time))
          place += 1
        }
        added.forEach(old: { add(reading[$0]) }, new: { add(added.time(of: $0)) })
      }
    }
  }
}
