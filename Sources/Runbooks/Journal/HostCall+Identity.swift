package import StateStore

extension HostCall {
  /// The lane as the journal names it: `3.17/0.2`, call and item of each level; empty for the run itself.
  package var lane: String {
    path.map { "\($0.call).\($0.item)" }.joined(separator: "/")
  }

  package var identity: CallIdentity { CallIdentity(lane: lane, ordinal: ordinal) }

  package var changeIdentity: ChangeIdentity { ChangeIdentity(identity, item: item) }

  /// The identity of a part of this call, such as a page of a list: whoever asks for it, it is the same.
  func part(_ number: Int) -> CallIdentity {
    CallIdentity(lane: "\(lane)#\(ordinal)", ordinal: number)
  }
}
