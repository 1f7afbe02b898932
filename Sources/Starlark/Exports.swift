// What a program that embeds the language needs of its lower stages: texts, positions and diagnostics, compiled programs,
// signatures and types.
@_exported public import StarlarkCompiler
@_exported public import StarlarkSyntax
