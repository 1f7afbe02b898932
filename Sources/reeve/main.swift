import Glibc
import ReeveCommands

exit(await Reeve.main(CommandLine.arguments))
