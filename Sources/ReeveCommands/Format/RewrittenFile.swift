internal import Glibc

/// A file that gets other contents, whole or not at all, and keeps its mode and its owner.
enum RewrittenFile {
  static func write(_ bytes: [UInt8], to path: String, _ streams: Streams) throws(Failure) {
    // A link stays one; what it names is rewritten.
    let resolved = unsafe realpath(streams.absolute(path), nil)
    defer { unsafe free(resolved) }
    guard let resolved = unsafe resolved else { throw failure(path, errno) }
    let target = unsafe String(cString: resolved)
    var facts = stat()
    // Renaming asks for no right to write the file itself, which its owner may have taken away on purpose.
    guard unsafe stat(target, &facts) == 0, unsafe access(target, W_OK) == 0 else {
      throw failure(path, errno)
    }
    let part = "\(target).part-\(getpid())"
    let descriptor = unsafe open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure(path, errno) }
    let sink = Sink(descriptor: descriptor, isBuffered: true)
    sink.write(bytes)
    sink.flush()
    // Another owner can only be kept by those who may give files away; changing it takes away bits of the mode.
    _ = fchown(descriptor, facts.st_uid, facts.st_gid)
    var number = sink.failure
    if number == nil, fchmod(descriptor, facts.st_mode & 0o7777) != 0 || fsync(descriptor) != 0 {
      number = errno
    }
    if close(descriptor) != 0, number == nil { number = errno }
    if number == nil, unsafe rename(part, target) != 0 { number = errno }
    guard let number else { return }
    unsafe unlink(part)
    throw failure(path, number)
  }

  private static func failure(_ path: String, _ number: Int32) -> Failure {
    let reason = unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
    return Failure(
      .failed, "\(path): cannot be written: \(reason)", advice: "It is as it was.")
  }
}
