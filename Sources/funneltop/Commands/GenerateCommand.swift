import FunnelDemo

/// Writes the simulated shop as a file, a chunk at a time, whatever its size.
enum GenerateCommand {
  static func run(_ options: Options) throws {
    let format = options.format.flatMap(ShopFile.Format.init) ?? .csv
    let shop = ShopSimulation(users: options.userCount, seed: options.seed)
    var file = ShopFile(shop, format: format)
    var output = try OutputTarget(path: options.output)
    while let chunk = file.nextChunk() { try output.write(chunk) }
    try output.finish()
  }
}
