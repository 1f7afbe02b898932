// swift-tools-version: 6.3
import Foundation
import PackageDescription

/// Where a system keeps its libraries, those of the C++ compiler too.
let libraryFolders: [String] = {
  let folders = [
    "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib",
  ]
  let compilers = ["x86_64-linux-gnu", "aarch64-linux-gnu"].flatMap { machine in
    let versions =
      (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/gcc/\(machine)")) ?? []
    return versions.map { "/usr/lib/gcc/\(machine)/\($0)" }
  }
  return folders + compilers
}()

func hasArchive(_ name: String) -> Bool {
  libraryFolders.contains { FileManager.default.fileExists(atPath: "\($0)/lib\(name).a") }
}

/// The static archive of a C library where the system has one, its shared form otherwise.
///
/// So a released binary runs on machines that lack the library.
func linked(_ name: String, archives: [String]) -> [LinkerSetting] {
  guard archives.allSatisfy(hasArchive) else { return [.linkedLibrary(name)] }
  return archives.map { .linkedLibrary(":lib\($0).a", .when(platforms: [.linux])) }
}

/// Takes the C++ library, which Swift's own needs, and zlib from their archives, though packages and the build ask for
/// their shared forms: those are found to be empty, and the archives come last.
///
/// A start of the program takes a quarter less where the loader has no C++ library to find and to bind.
let staticCXX: [String] = {
  let archives = ["stdc++", "z"].filter(hasArchive)
  guard archives.count == 2 else { return [] }
  return ["-Xclang-linker", "-L\(Context.packageDirectory)/Sources/reeve/Archives"]
    + archives.flatMap { ["-Xclang-linker", "-l:lib\($0).a"] }
}()

/// Puts the functions that runs use side by side, where the linker that can is there.
///
/// A third of the memory of a run that changes 20,000 ports were pages with one such function and many others
/// (33 MiB to 25, December 2026). `scripts/layout` writes the list; `scripts/toolset.json` gives each function the section
/// that the linker moves.
let layout: [String] =
  FileManager.default.fileExists(atPath: "/usr/bin/ld.gold")
  ? [
    "-use-ld=gold", "-Xlinker",
    "--section-ordering-file=\(Context.packageDirectory)/Sources/reeve/Layout/functions.txt",
  ] : []

/// Links Swift's own libraries into a program, with those that others name only in their static form.
///
/// At a fixed address, as Go links its programs: else the loader corrects 98,000 addresses before each start,
/// a third of the time that an empty runbook takes (November 2026). Without the 40,000 symbols that the static form of
/// Swift exports otherwise: its runtime looks through all of them for one before `main`, which took half a millisecond.
let staticSwift: [LinkerSetting] =
  [
    .unsafeFlags(
      [
        "-static-stdlib", "-Xclang-linker", "-no-pie", "-Xclang-linker", "-static-libgcc",
        "-Xlinker", "--no-export-dynamic",
      ] + layout + staticCXX,
      .when(platforms: [.linux], configuration: .release))
  ]
  + ["swiftSynchronization", "_FoundationCShims", "_FoundationCollections"].map {
    .linkedLibrary($0, .when(platforms: [.linux], configuration: .release))
  }

let package = Package(
  name: "reeve",
  products: [
    .executable(name: "reeve", targets: ["reeve"]),
    .library(name: "Starlark", targets: ["Starlark", "StarlarkCompiler", "StarlarkSyntax"]),
    .library(name: "HuaweiCloud", targets: ["HuaweiCloud", "HuaweiCloudHTTP"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    .package(url: "https://github.com/pointfreeco/swift-custom-dump", from: "1.7.3"),
  ],
  targets: [
    // The language: text becomes tokens, a tree, bytecode, an evaluation.
    .target(name: "StarlarkSyntax"),
    .target(name: "StarlarkCompiler", dependencies: ["StarlarkSyntax"]),
    .target(name: "CThreadedDispatch"),
    .target(name: "CMapping"),
    .target(
      name: "Starlark",
      dependencies: ["StarlarkSyntax", "StarlarkCompiler", "CThreadedDispatch", "CMapping"]),

    // The cloud: operations and models, and the one target that pays for an HTTP stack.
    .target(
      name: "HuaweiCloud",
      dependencies: [.product(name: "Crypto", package: "swift-crypto")]),
    .target(
      name: "HuaweiCloudHTTP",
      dependencies: [
        "HuaweiCloud",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "Logging", package: "swift-log"),
      ]),
    .target(
      name: "CloudSandbox",
      dependencies: [
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "Crypto", package: "swift-crypto"),
      ]),

    // What a user has on this machine: a database, and a terminal.
    .target(name: "CSQLite", linkerSettings: linked("sqlite3", archives: ["sqlite3"])),
    .target(name: "StateStore", dependencies: ["CSQLite"]),
    .target(
      name: "CEditLine", linkerSettings: linked("edit", archives: ["edit", "tinfo", "bsd", "md"])),
    .target(name: "LineEditor", dependencies: ["CEditLine"]),

    // Where they meet.
    .target(name: "Runbooks", dependencies: ["Starlark", "HuaweiCloud", "StateStore"]),
    .target(
      name: "ReeveCommands",
      dependencies: [
        "Runbooks", "Starlark", "StarlarkCompiler", "StarlarkSyntax", "HuaweiCloud",
        "HuaweiCloudHTTP", "CloudSandbox", "StateStore", "LineEditor",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "TOMLKit", package: "TOMLKit"),
        .product(name: "Logging", package: "swift-log"),
      ]),
    // The program links Swift statically by its own settings: with `--static-swift-stdlib`, which tests cannot
    // take, everything would be compiled a second time.
    .target(name: "CMalloc"),
    .executableTarget(
      name: "reeve", dependencies: ["ReeveCommands", "CMalloc"], exclude: ["Archives", "Layout"],
      linkerSettings: staticSwift),

    .target(
      name: "ReeveTestSupport",
      dependencies: [.product(name: "CustomDump", package: "swift-custom-dump")],
      path: "Tests/ReeveTestSupport"),
    .testTarget(
      name: "StarlarkSyntaxTests", dependencies: ["StarlarkSyntax", "ReeveTestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "StarlarkCompilerTests",
      dependencies: ["StarlarkCompiler", "StarlarkSyntax", "ReeveTestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "StarlarkTests",
      dependencies: ["Starlark", "StarlarkCompiler", "StarlarkSyntax", "ReeveTestSupport"],
      exclude: ["Programs"]),
    // A program of another domain, and the tutorial: what embeds the language sees its public interface only.
    .testTarget(name: "EmbeddingSampleTests", dependencies: ["Starlark"]),
    .testTarget(
      name: "HuaweiCloudTests", dependencies: ["HuaweiCloud", "ReeveTestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "HuaweiCloudHTTPTests",
      dependencies: [
        "HuaweiCloudHTTP", "HuaweiCloud", "ReeveTestSupport",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "CloudSandboxTests",
      dependencies: ["CloudSandbox", .product(name: "Crypto", package: "swift-crypto")],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "StateStoreTests", dependencies: ["StateStore", "CSQLite", "ReeveTestSupport"]),
    .testTarget(name: "LineEditorTests", dependencies: ["LineEditor", "ReeveTestSupport"]),
    .testTarget(
      name: "RunbooksTests",
      dependencies: [
        "Runbooks", "Starlark", "StarlarkCompiler", "StarlarkSyntax", "HuaweiCloud",
        "HuaweiCloudHTTP", "CloudSandbox", "StateStore", "ReeveTestSupport",
      ],
      exclude: ["Check/Mistakes", "Check/Correct"]),
    .testTarget(
      name: "ReeveCommandsTests",
      dependencies: [
        "ReeveCommands", "CloudSandbox", "StateStore", "HuaweiCloud", "Runbooks", "LineEditor",
        "StarlarkSyntax",
        "ReeveTestSupport",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      exclude: ["Errors/Goldens", "Plan/Goldens", "REPL/Scenes", "Runs/Goldens"]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)

let cTargets: Set<String> = ["CThreadedDispatch", "CMapping", "CSQLite", "CEditLine", "CMalloc"]
for target in package.targets where !cTargets.contains(target.name) {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("InternalImportsByDefault"),
      .enableUpcomingFeature("MemberImportVisibility"),
      .enableUpcomingFeature("InferIsolatedConformances"),
      .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
      .enableUpcomingFeature("ImmutableWeakCaptures"),
      .strictMemorySafety(),
      .treatAllWarnings(as: .error),
    ]
}

// Sanitizers check what is ours: `scripts/check --deep` leaves out the HTTP stack and what stands on it.
if Context.environment["REEVE_BELOW_HTTP"] != nil {
  let above: Set<String> = [
    "HuaweiCloudHTTP", "CloudSandbox", "ReeveCommands", "reeve", "HuaweiCloudHTTPTests",
    "CloudSandboxTests", "RunbooksTests", "ReeveCommandsTests",
  ]
  package.targets.removeAll { above.contains($0.name) }
  package.products = [
    .library(name: "Starlark", targets: ["Starlark", "StarlarkCompiler", "StarlarkSyntax"]),
    .library(name: "HuaweiCloud", targets: ["HuaweiCloud"]),
  ]
}
