import Glibc

/// The person's own editor, for blocks that outgrow the screen.
package enum ExternalEditor {
  package static var defaultCommand: String { variable("VISUAL") ?? variable("EDITOR") ?? "vi" }

  /// Lets the person edit a text.
  ///
  /// - Parameters:
  ///   - text: What the editor opens with.
  ///   - command: The editor, with options; a shell splits it.
  ///   - suffix: The end of the file's name, by which editors know the language.
  ///   - terminal: What becomes the editor's input, output and error.
  /// - Returns: The text as it was saved, without its last line end; nil when the editor failed.
  package static func edit(
    _ text: String, with command: String, suffix: String, terminal: Int32
  ) -> String? {
    let folder = variable("TMPDIR") ?? "/tmp"
    var template = Array("\(folder)/reeve-XXXXXX\(suffix)".utf8CString)
    let descriptor = unsafe mkstemps(&template, Int32(suffix.utf8.count))
    guard descriptor >= 0 else { return nil }
    let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer { unsafe unlink(path) }
    writeAll(text.hasSuffix("\n") ? text : text + "\n", to: descriptor)
    close(descriptor)
    guard run(command, path, terminal: terminal) else { return nil }
    // Opened again: most editors save into a new file of the same name.
    guard let bytes = contents(of: path) else { return nil }
    let edited = String(decoding: bytes, as: UTF8.self)
    return edited.hasSuffix("\n") ? String(edited.dropLast()) : edited
  }

  /// Gives lines to the person's own pager and waits for its end; false where there is none.
  static func pipe(_ lines: [String], to command: String, terminal: Int32) -> Bool {
    let folder = variable("TMPDIR") ?? "/tmp"
    var template = Array("\(folder)/reeve-XXXXXX".utf8CString)
    // A file, so that nothing waits for a reader that has seen enough.
    let descriptor = unsafe mkstemp(&template)
    guard descriptor >= 0 else { return false }
    let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer { unsafe unlink(path) }
    writeAll(lines.joined(separator: "\n") + "\n", to: descriptor)
    close(descriptor)
    return run(["/bin/sh", "-c", "\(command) < \"$1\"", "sh", path], terminal: terminal)
  }

  /// Runs the editor and waits for its end.
  private static func run(_ command: String, _ path: String, terminal: Int32) -> Bool {
    run(["/bin/sh", "-c", "exec \(command) \"$1\"", "sh", path], terminal: terminal)
  }

  /// Runs a program and waits for its end; Ctrl-C in it is the program's alone.
  private static func run(_ words: [String], terminal: Int32) -> Bool {
    var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { for index in words.indices { unsafe free(arguments[index]) } }
    var files = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&files)
    defer { unsafe posix_spawn_file_actions_destroy(&files) }
    for standard: Int32 in 0...2 {
      unsafe posix_spawn_file_actions_adddup2(&files, terminal, standard)
    }
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGINT)
    unsafe sigaddset(&signals, SIGQUIT)
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

    var ignored = sigaction()
    unsafe ignored.__sigaction_handler.sa_handler = SIG_IGN
    var interrupt = sigaction()
    var quit = sigaction()
    unsafe sigaction(SIGINT, &ignored, &interrupt)
    unsafe sigaction(SIGQUIT, &ignored, &quit)
    defer {
      unsafe sigaction(SIGINT, &interrupt, nil)
      unsafe sigaction(SIGQUIT, &quit, nil)
    }
    var child = pid_t()
    guard unsafe posix_spawn(&child, words[0], &files, &attributes, &arguments, environ) == 0 else {
      return false
    }
    var status: Int32 = 0
    while unsafe waitpid(child, &status, 0) < 0 { guard errno == EINTR else { return false } }
    return status == 0
  }
}

/// All bytes of a file; nil when it cannot be read.
func contents(of path: String) -> [UInt8]? {
  let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var contents: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = unsafe read(descriptor, &chunk, chunk.count)
    guard count > 0 else { return count == 0 ? contents : nil }
    contents += chunk[..<count]
  }
}
