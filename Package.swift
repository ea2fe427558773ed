// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "funneltop",
  products: [
    .executable(name: "funneltop", targets: ["funneltop"]),
    .library(name: "FunnelCore", targets: ["FunnelCore"]),
    .library(name: "FunnelSources", targets: ["FunnelSources"]),
  ],
  targets: [
    // Bytes become columns, a query over columns becomes a result.
    .target(
      name: "FunnelCore", dependencies: ["CKernels"], linkerSettings: [.linkedLibrary("m")]),
    .target(name: "CKernels"),
    .target(
      name: "FunnelSources", dependencies: ["FunnelCore", "CKernels", "CIsal", "CZstandard"]),
    .target(name: "FunnelReport", dependencies: ["FunnelCore"]),
    .target(name: "FunnelDemo", dependencies: ["FunnelCore"]),

    // A result becomes a screen.
    .target(name: "TerminalUI"),
    .target(name: "Dashboard", dependencies: ["FunnelCore", "TerminalUI"]),
    .target(name: "NCursesTerminal", dependencies: ["TerminalUI", "CNCurses"]),
    .target(
      name: "CNCurses",
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),

    // Debian's compression libraries.
    .systemLibrary(name: "CIsal"),
    .systemLibrary(name: "CZstandard"),

    .executableTarget(
      name: "funneltop",
      dependencies: [
        "FunnelCore", "FunnelSources", "FunnelReport", "FunnelDemo", "TerminalUI", "Dashboard",
        "NCursesTerminal",
      ]),

    // The numbers that tests draw.
    .target(name: "SeededRandom", path: "Tests/SeededRandom"),

    .testTarget(
      name: "FunnelCoreTests", dependencies: ["FunnelCore", "CKernels", "SeededRandom"]),
    .testTarget(
      name: "FunnelSourcesTests",
      dependencies: ["FunnelSources", "FunnelCore", "CKernels", "SeededRandom"]),
    .testTarget(
      name: "FunnelReportTests", dependencies: ["FunnelReport", "FunnelCore", "FunnelDemo"]),
    .testTarget(name: "FunnelDemoTests", dependencies: ["FunnelDemo", "FunnelCore"]),
    .testTarget(name: "TerminalUITests", dependencies: ["TerminalUI", "SeededRandom"]),
    .testTarget(
      name: "DashboardTests",
      dependencies: ["Dashboard", "TerminalUI", "FunnelCore", "FunnelDemo", "SeededRandom"],
      exclude: ["Golden"]),

    // The whole program on a pseudo-terminal, its screen read through libvterm.
    .target(
      name: "CPseudoTerminal", path: "Tests/CPseudoTerminal",
      linkerSettings: [.linkedLibrary("vterm"), .linkedLibrary("util")]),
    .testTarget(name: "ProgramTests", dependencies: ["CPseudoTerminal", "funneltop"]),
  ],
  swiftLanguageModes: [.v6]
)

// One policy for every Swift target: explicit about imports, existentials and sendability, no warnings.
let targetsInC: Set = ["CKernels", "CNCurses", "CPseudoTerminal"]
for target in package.targets where target.type != .system && !targetsInC.contains(target.name) {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
    .treatWarning("ExplicitSendable", as: target.type == .test ? .warning : .error),
  ]
}
