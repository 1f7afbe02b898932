import CMalloc
import Glibc
import ReeveCommands

// Else up to 16 threads keep memory of their own that the others cannot use: 2 MB of 21 in a run of 20,000 changes
// (November 2026).
reeve_limit_memory_pools(2)
exit(await Reeve.main(CommandLine.arguments))
