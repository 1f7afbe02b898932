// swift-tools-version: 6.3
import PackageDescription

// The language alone, by links to its sources: built without the rest of Reeve and what that depends on, and with
// its `package` declarations in sight.

let package = Package(
  name: "Benchmarks",
  targets: [
    .target(name: "StarlarkSyntax"),
    .target(name: "StarlarkCompiler", dependencies: ["StarlarkSyntax"]),
    .target(name: "CThreadedDispatch"),
    .target(name: "CMapping"),
    .target(
      name: "Starlark",
      dependencies: ["StarlarkSyntax", "StarlarkCompiler", "CThreadedDispatch", "CMapping"]),
    .executableTarget(
      name: "evaluator", dependencies: ["Starlark", "StarlarkCompiler", "StarlarkSyntax"],
      linkerSettings: [.unsafeFlags(["-static-stdlib"], .when(platforms: [.linux]))]),
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
  ]
}
