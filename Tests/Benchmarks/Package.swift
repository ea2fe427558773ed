// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who builds or tests the program builds this.
let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "funneltop", path: "../..")],
  targets: [
    .executableTarget(
      name: "LoadedFunnel",
      dependencies: [
        .product(name: "FunnelCore", package: "funneltop"),
        .product(name: "FunnelSources", package: "funneltop"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
