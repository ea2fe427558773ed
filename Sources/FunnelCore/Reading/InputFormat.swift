/// The formats of event data that can be read.
public enum InputFormat: String, CaseIterable, Sendable {
  /// Values separated by commas, semicolons or bars.
  case csv
  /// Values separated by tabs.
  case tsv
  /// One JSON object on each line.
  case jsonl
  /// An array of JSON objects, or objects one after another.
  case json
  /// A web server's access log in the NCSA common or combined form.
  case accessLog = "access log"

  /// Creates the format a user names on the command line, or nil.
  public init?(named name: String) {
    switch name.lowercased() {
    case "csv": self = .csv
    case "tsv": self = .tsv
    case "jsonl", "ndjson": self = .jsonl
    case "json": self = .json
    case "clf", "access-log", "access log", "common", "combined": self = .accessLog
    default: return nil
    }
  }
}
