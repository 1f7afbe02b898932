import CMalloc
import Glibc
import ReeveCommands

// Else up to 16 threads keep memory of their own that the others cannot use: 2 MB of 21 in a run of 20,000 changes
// (November 2026).
reeve_limit_memory_pools(2)
// Else a program that sorts or joins much gives memory back and gets it anew each time (sorting 0.146 s to 0.117).
reeve_keep_freed_memory(64 << 20)
exit(await Reeve.main(CommandLine.arguments))
