import FunnelDemo

/// Writes the simulated shop as a file, a chunk at a time, whatever its size.
enum GenerateCommand {
  static func run(_ options: Options) throws {
    guard let format = ShopFile.Format(rawValue: options.generateFormat) else {
      throw UsageError(
        message: "generate writes --format csv or jsonl, not \"\(options.generateFormat)\".")
    }
    let shop = ShopSimulation(users: options.userCount, seed: options.seed)
    var file = ShopFile(shop, format: format)
    var output = try OutputTarget(path: options.output)
    while let chunk = file.nextChunk() { try output.write(chunk) }
    try output.finish()
  }
}
