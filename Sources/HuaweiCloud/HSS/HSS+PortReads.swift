// Reads of open ports. No answer tells whether a port is ignored.
extension HSS {
  /// The open ports of one server.
  package static let ports = Operation(
    "ListPorts", service: .hss, path: "/v5/{project_id}/asset/ports",
    parameters: [
      Parameter("host_id", .query, .text(0...128), isRequired: true, "The server's ID."),
      Parameter("host_name", .query, .text(0...128), "The server's name."),
      Parameter("host_ip", .query, .text(0...128), "The server's address."),
      Parameter("port", .query, .integer(1...65_535), "The port number."),
      Parameter("type", .query, .choice(["TCP", "UDP"]), "The protocol."),
      Parameter("status", .query, .choice(["danger", "unknown"]), "How dangerous the port is."),
      .enterpriseProject,
      Parameter(
        "category", .query, .choice(["host", "container"]), default: "host",
        "Servers or containers."),
    ],
    paging: .pagesOfHSS,
    reference: "HSS API, ListPorts")

  /// The servers on which a port is open.
  package static let portHosts = Operation(
    "ListPortHost", service: .hss, path: "/v5/{project_id}/asset/ports/detail",
    parameters: [
      .enterpriseProject,
      Parameter("host_name", .query, .text(1...256), "The server's name."),
      Parameter("host_ip", .query, .text(1...256), "The server's address."),
      Parameter(
        "category", .query, .choice(["host", "container"]), default: "host",
        "Servers or containers."),
      Parameter("port", .query, .integer(1...65_535), "The port number."),
      Parameter("type", .query, .text(nil), "The protocol."),
    ],
    paging: .pagesOfHSS,
    reference: "HSS API, ListPortHost")

  /// The open ports of all servers, counted.
  package static let portStatistics = Operation(
    "ListPortStatistics", service: .hss, path: "/v5/{project_id}/asset/port/statistics",
    parameters: [
      .enterpriseProject,
      Parameter("category", .query, .choice(["host", "container"]), "Servers or containers."),
      Parameter("sort_dir", .query, .choice(["asc", "desc"]), "Which way to sort."),
      Parameter("port", .query, .integer(1...65_535), "The port number."),
      Parameter("port_string", .query, .text(nil), "A part of the port number."),
      Parameter("type", .query, .choice(["UDP", "UDP6", "TCP", "TCP6"]), "The protocol."),
      Parameter(
        "status", .query, .choice(["danger", "normal", "unknown"]), "How dangerous the port is."),
      Parameter("sort_key", .query, .choice(["port"]), "What to sort by."),
    ],
    paging: .pagesOfHSS,
    reference: "HSS API, ListPortStatistics")
}
