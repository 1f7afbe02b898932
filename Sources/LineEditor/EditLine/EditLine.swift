import CEditLine
import Glibc

/// libedit's editor as Swift may use it: owns the C object, its streams and the strings it keeps.
///
/// One thread only. Pointers that libedit lends (the line) are copied before a function returns.
@safe final class EditLine {
  /// The streams are opened on duplicates, so that closing them leaves the caller's descriptors open.
  private let handle: OpaquePointer
  private let reading: UnsafeMutablePointer<FILE>
  private let writing: UnsafeMutablePointer<FILE>
  private let history: OpaquePointer?
  private var keptStrings: [WideString] = []

  /// Nil when libedit cannot use the terminal.
  init?(program: String, terminal: String?, input: Int32, output: Int32) {
    LineEditor.useUTF8()
    guard let reading = unsafe fdopen(fcntl(input, F_DUPFD_CLOEXEC, 0), "r") else { return nil }
    guard let writing = unsafe fdopen(fcntl(output, F_DUPFD_CLOEXEC, 0), "w") else {
      unsafe fclose(reading)
      return nil
    }
    guard
      let handle = unsafe el_init_fd(program, reading, writing, writing, input, output, output)
    else {
      unsafe fclose(reading)
      unsafe fclose(writing)
      return nil
    }
    unsafe self.handle = unsafe handle
    unsafe self.reading = unsafe reading
    unsafe self.writing = unsafe writing
    unsafe history = unsafe history_winit()
    if let history = unsafe history {
      _ = unsafe reeve_history_set_size(history, Int32.max)
      _ = unsafe reeve_el_set_history(handle, history)
    }
    if let terminal { _ = unsafe reeve_el_set_terminal(handle, terminal) }
    _ = unsafe reeve_el_use_emacs(handle)
  }

  deinit {
    unsafe el_end(handle)
    if let history = unsafe history { unsafe history_wend(history) }
    unsafe fclose(reading)
    unsafe fclose(writing)
  }
}

extension LineEditor {
  /// Makes the process measure and write characters as UTF-8.
  ///
  /// libedit draws wide characters by the locale; without UTF-8 it crashes on them.
  package static func useUTF8() {
    for name in ["", "C.UTF-8", "en_US.UTF-8"] {
      guard unsafe setlocale(LC_CTYPE, name) != nil else { continue }
      guard let codeset = unsafe nl_langinfo(nl_item(CODESET)) else { continue }
      if unsafe String(cString: codeset) == "UTF-8" { return }
    }
  }
}

extension EditLine {
  /// The object that `key functions` and the reader find by `owner(of:as:)`; it must outlive this one.
  func setOwner(_ owner: AnyObject) {
    unsafe reeve_el_set_owner(handle, Unmanaged.passUnretained(owner).toOpaque())
  }

  static func owner<Owner: AnyObject>(of handle: OpaquePointer?, as type: Owner.Type) -> Owner? {
    guard let handle = unsafe handle, let owner = unsafe reeve_el_owner(handle) else { return nil }
    return unsafe Unmanaged<Owner>.fromOpaque(owner).takeUnretainedValue()
  }

  @unsafe func setReader(_ reader: el_rfunc_t) { _ = unsafe reeve_el_set_reader(handle, reader) }

  @unsafe func setPrompt(
    _ prompt: @convention(c) (OpaquePointer?) -> UnsafeMutablePointer<wchar_t>?
  ) {
    _ = unsafe reeve_el_set_prompt(handle, prompt, wchar_t(Prompt.escape.value))
  }

  @unsafe func addFunction(_ name: String, help: String, _ function: reeve_key_function) {
    let name = WideString(name)
    let help = WideString(help)
    keptStrings += [name, help]
    _ = unsafe reeve_el_add_function(handle, name.pointer, help.pointer, function)
  }

  /// Binds in the insert map and, where asked, in the map of vi's command mode.
  func bind(_ key: String, to command: String, alsoInCommandMode: Bool) {
    unsafe WideString.lend(key.unicodeScalars) { key in
      unsafe WideString.lend(command.unicodeScalars) { command in
        _ = unsafe reeve_el_bind(handle, key, command)
      }
    }
    if alsoInCommandMode { bindInCommandMode(key, to: command) }
  }

  func bindInCommandMode(_ key: String, to command: String) {
    unsafe WideString.lend(key.unicodeScalars) { key in
      unsafe WideString.lend(command.unicodeScalars) { command in
        _ = unsafe reeve_el_bind_alternative(handle, key, command)
      }
    }
  }

  var usesVi: Bool { unsafe reeve_el_uses_vi(handle) != 0 }

  func takeSignalCharacters() { _ = unsafe reeve_el_take_signal_characters(handle) }

  func prepareTerminal(raw: Bool) { _ = unsafe reeve_el_prepare_terminal(handle, raw ? 1 : 0) }

  /// Draws prompt and line anew from the cursor's place, which is taken as the prompt's.
  func refresh() { _ = unsafe reeve_el_refresh(handle) }

  func resize() { unsafe el_resize(handle) }

  /// Runs the commands of a settings file.
  func source(_ path: String) { _ = unsafe el_source(handle, path) }

  func run(command words: [String]) {
    var pointers: [UnsafePointer<wchar_t>?] = unsafe []
    let strings = words.map { WideString($0) }
    for string in strings { unsafe pointers.append(string.pointer) }
    unsafe pointers.append(nil)
    withExtendedLifetime(strings) {
      _ = unsafe el_wparse(handle, Int32(words.count), &pointers)
    }
  }

  func addHistory(_ text: String) {
    guard let history = unsafe history else { return }
    unsafe WideString.lend(text.unicodeScalars) { _ = unsafe reeve_history_enter(history, $0) }
  }

  /// Edits a line to its end and returns it; nil at the end of input and on errors.
  func readLine() -> [Unicode.Scalar]? {
    var count: Int32 = 0
    guard let line = unsafe el_wgets(handle, &count), count > 0 else { return nil }
    return unsafe UnsafeBufferPointer(start: line, count: Int(count)).map(
      Unicode.Scalar.init(wide:))
  }
}

extension EditLine {
  /// The line as it is now.
  var buffer: TextBuffer {
    guard let line = unsafe el_wline(handle) else { return TextBuffer() }
    let start = unsafe line.pointee.buffer
    guard let start = unsafe start, let cursor = unsafe line.pointee.cursor,
      let end = unsafe line.pointee.lastchar
    else { return TextBuffer() }
    let count = unsafe end - start
    let scalars = unsafe UnsafeBufferPointer(start: start, count: count)
      .map(Unicode.Scalar.init(wide:))
    return unsafe TextBuffer(scalars: scalars, cursor: cursor - start)
  }

  func replace(with buffer: TextBuffer) {
    let old = self.buffer
    if buffer.scalars != old.scalars {
      if buffer.scalars.isEmpty {
        _ = unsafe el_cursor(handle, Int32(old.scalars.count - old.cursor))
        unsafe el_deletestr(handle, Int32(old.scalars.count))
        return
      }
      unsafe WideString.lend(buffer.scalars) { _ = unsafe el_wreplacestr(handle, $0) }
    }
    // A delta, from where the cursor was held to.
    let cursor = min(old.cursor, buffer.scalars.count)
    _ = unsafe el_cursor(handle, Int32(buffer.cursor - cursor))
  }

  func insert(_ scalars: [Unicode.Scalar]) {
    guard !scalars.isEmpty else { return }
    unsafe WideString.lend(scalars) { _ = unsafe el_winsertstr(handle, $0) }
  }

  func deleteBeforeCursor(_ count: Int) {
    unsafe el_deletestr(handle, Int32(count))
  }
}
