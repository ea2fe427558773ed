extension OptionEntry {
  /// Options of the simulated shop.
  static let generating: [OptionEntry] = [
    .value("--users", as: "N", group: .generating, help: "users of the simulated shop") {
      $0.userCount = try positiveNumber($1, for: "--users")
    },
    .value("--seed", as: "S", group: .generating, help: "the same seed gives the same shop") {
      guard let seed = UInt64($1) else {
        throw UsageError(message: "--seed takes a whole number, not \"\($1)\".")
      }
      $0.seed = seed
    },
  ]
}
