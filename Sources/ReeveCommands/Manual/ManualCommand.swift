// `reeve manual`: writes the manual pages, for those who package Reeve. It is not listed.

internal import ArgumentParser
internal import Glibc

package struct ManualOptions: Hashable, Sendable {
  package var folder: String
  /// What the pages say that they are of, as `2026-11-21`.
  package var date: String

  package init(folder: String, date: String) {
    self.folder = folder
    self.date = date
  }
}

struct ManualCommand: InvocationMaking {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Write the manual pages into a folder.",
    shouldDisplay: false)

  @Option(help: ArgumentHelp("The date of the pages.", valueName: "day"))
  var date: String = CalendarTime(milliseconds: Int64(time(nil)) * 1000, isUTC: true).dayText

  @Argument(help: "The folder, which exists.", completion: .directory)
  var folder: String

  func invocation() -> Invocation { .manual(ManualOptions(folder: folder, date: date)) }
}

extension Reeve {
  static func manual(_ options: ManualOptions, _ streams: Streams) throws(Failure) -> ExitCode {
    for page in ManualPage.all(date: options.date) {
      try OutputFile.write(page.text, to: "\(options.folder)/\(page.name).1", streams)
    }
    return .done
  }
}
