// swift-tools-version: 6.3
import PackageDescription

// Targets for libFuzzer, with the language built anew from links to its sources so that all of it is instrumented.
// Each is a static library: libFuzzer has the `main`, and `scripts/fuzz` links them.

let package = Package(
  name: "Fuzzing",
  products: [
    .library(name: "FuzzParser", type: .static, targets: ["FuzzParser"]),
    .library(name: "FuzzEvaluation", type: .static, targets: ["FuzzEvaluation"]),
  ],
  targets: [
    .target(name: "StarlarkSyntax"),
    .target(name: "StarlarkCompiler", dependencies: ["StarlarkSyntax"]),
    .target(name: "CThreadedDispatch"),
    .target(name: "CMapping"),
    .target(
      name: "Starlark",
      dependencies: ["StarlarkSyntax", "StarlarkCompiler", "CThreadedDispatch", "CMapping"]),
    .target(name: "FuzzParser", dependencies: ["StarlarkCompiler", "StarlarkSyntax"]),
    .target(
      name: "FuzzEvaluation", dependencies: ["Starlark", "StarlarkCompiler", "StarlarkSyntax"]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where !target.name.hasPrefix("C") {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .strictMemorySafety(),
    .unsafeFlags(["-sanitize=fuzzer,address"]),
  ]
}
