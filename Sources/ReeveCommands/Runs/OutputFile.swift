internal import Glibc

/// A file that a command writes whole, or not at all.
enum OutputFile {
  /// Writes a text to a path; `-` is standard output.
  static func write(_ text: String, to path: String, _ streams: Streams) throws(Failure) {
    guard path != "-" else {
      streams.output.write(text)
      return
    }
    let target = streams.absolute(path)
    let part = "\(target).part-\(getpid())"
    let descriptor = unsafe open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure(path, errno) }
    let sink = Sink(descriptor: descriptor, isBuffered: true)
    sink.write(text)
    sink.flush()
    let number = close(descriptor) == 0 ? sink.failure : errno
    guard number == nil, unsafe rename(part, target) == 0 else {
      let reason = number ?? errno
      unsafe unlink(part)
      throw failure(path, reason)
    }
  }

  private static func failure(_ path: String, _ number: Int32) -> Failure {
    let reason = unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
    return Failure(
      .failed, "\(path): cannot be written: \(reason)", advice: "Nothing was written.")
  }
}
