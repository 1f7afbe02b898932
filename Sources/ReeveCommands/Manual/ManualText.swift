/// What pages of the manual tell beside the declarations of the commands.
enum ManualText {
  static let exitCodes: [(Int, String)] = [
    (0, "Done."), (1, "The runbook failed."),
    (2, "Changes are pending; only with `--detailed-exitcode`."), (3, "Some changes failed."),
    (4, "A confirmation is needed, or was refused."), (5, "The plan is stale."),
    (6, "The credentials were refused, or may not do this."), (7, "A limit was hit."),
    (64, "The command line is wrong."),
    (65, "What was to be read or run is not what it should be; the journal was edited."),
    (66, "A file or a run is not there."), (70, "Reeve itself is wrong."),
    (75, "The same command may succeed later."), (78, "The settings are wrong or incomplete."),
    (130, "Ended by Ctrl-C; in general 128 and the number of the signal."),
    (143, "Ended by SIGTERM."),
  ]

  static let environment: [(String, String)] = [
    (
      "REEVE_PROFILE, REEVE_REGION, REEVE_PROJECT",
      "What `--profile`, `--region` and `--project` set."
    ),
    (
      "REEVE_ENDPOINT_HSS, _DBSS, _IAM, _VPC, _EPS",
      "Where a service answers, as `--endpoint` sets."
    ),
    ("REEVE_RATE_HSS, …", "How often a service may be called, as `--rate` sets."),
    ("REEVE_CA_FILE, REEVE_TIMEOUT, REEVE_NO_SANDBOX", "What the flags of these names set."),
    (
      "HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK, …",
      "Credentials as the SDKs take them; HW_* and OS_* are understood too. `reeve config show` tells which count."
    ),
    (
      "HTTPS_PROXY, NO_PROXY",
      "The proxy that requests go through, and the hosts reached without it."
    ),
    ("XDG_CONFIG_HOME, XDG_STATE_HOME", "The folders that hold the settings and the state."),
    ("NO_COLOR", "No colours, unless `--color always` asks for them."),
    ("TZ", "The time zone in which times are shown and read."),
  ]

  static let files: [(String, String)] = [
    (
      "$XDG_CONFIG_HOME/reeve/config.toml",
      "Profiles: where a cloud is and how one logs in there. ~/.config without the variable."
    ),
    (
      "$XDG_STATE_HOME/reeve/state.db",
      "The journal of runs, the history of sessions and the count of calls. ~/.local/state without the variable. "
        + "It belongs on a local disk."
    ),
  ]

  static let examples: [String: [String]] = [
    "reeve": [
      "reeve check close.star", "reeve run --profile production close.star --inventory=agents.csv",
      "reeve runs --since 7d", "reeve show --last --html report.html",
    ],
    "runs": [
      "reeve runs --state interrupted",
      "reeve runs --profile production --since 2026-11-01 --text agent-7",
      "reeve runs verify", "reeve runs export > journal.jsonl", "reeve runs export --syslog",
      "reeve runs prune --older-than 90d --dry-run",
    ],
    "show": [
      "reeve show --last", "reeve show 7k3q --output json",
      "reeve show r-20261121-7k3q --html report.html",
    ],
    "run": [
      "reeve run close.star",
      "reeve run --profile production --yes --no-input close.star --inventory=agents.csv",
      "echo 'print(len(hosts()))' | reeve run -",
    ],
    "completion": ["source <(reeve completion bash)"],
    "fmt": ["reeve fmt close.star", "reeve fmt --check --diff *.star", "reeve fmt - < close.star"],
  ]

  static let related: [String: [String]] = [
    "run": ["check", "runs", "show"], "runs": ["show"], "show": ["runs"],
    "check": ["run", "doc", "fmt"],
    "fmt": ["check", "lsp"], "lsp": ["check", "fmt", "doc"],
    "doc": ["check"], "sandbox": ["config"], "config": ["sandbox"], "repl": ["run"],
  ]

  static let sections: [String: [(String, String)]] = [
    "runs": [("JSON", runsJSON)], "show": [("JSON", showJSON)],
  ]

  private static let runsJSON = """
    `--output json` writes an object with `version`, which is 1, and `runs`; `--output jsonl` writes each run as a \
    line of its own. Members may be added without a new version; what is unknown is left out.

    A run has `id`, `state` (running, interrupted, done, failed or pruned), `started` and `last_entry` (UTC), \
    `resumable`, `exit_code`, `changes` (how many), `mode`, `parent` (the run that it takes back), `script`, \
    `arguments`, `profile`, `project`, `region`, `engine`, `user`, `host` and `process`.

    `reeve runs verify` writes `sound`, and for each run its `id`, `entries`, `pruned`, `hash` (the end of its chain) \
    and `problems`. `reeve runs prune` writes `dry_run`, `pruned`, `kept_running` and `kept_interrupted`.

    `reeve runs export` writes a line for each entry, with `v`, `run`, `seq`, `time`, `uptime`, `type` (start, input, \
    call, intent, outcome or event) and `hash`.
    """

  private static let showJSON = """
    `--output json` writes an object with `version`, which is 1, and `kind`, which is run. Members may be added \
    without a new version; what is unknown is left out.

    `run` has what `reeve runs` tells of it, and `took` in seconds. `inputs` are what was read: `role`, `name`, \
    `digest` (SHA-256), `size` and `kept`. `counts` are the changes by outcome. `summary` is what the run said at its \
    end. `undone_by` names the runs that took it back. `next` says what can be done: `text`, and `command` where \
    there is one.

    A change has `kind`, `role` (sent, collapsed or superseded), `target`, `before`, `after`, `file`, `line`, \
    `column`, `outcome` (applied, superseded, failed, failed_may_be_in_effect, unknown or unsent), `request_id`, \
    `status`, `code`, `message`, and `requests`, the numbers of those in the timeline that carried it.

    `timeline` has objects with `type`, `time` (UTC) and `after` (seconds since the beginning). A call has \
    `operation`, `arguments`, `lane`, `ordinal` and `result` (answered, failed or withheld); a request `number`, \
    `operation`, `idempotent`, `changes`, `took`, `result` (applied, refused, unknown, unsent, divided or open), \
    `request_id`, `status`, `code` and `message`; resumed has `user`, `host` and `process`; claimed has `plan`; \
    ended has `exit_code`; a note has `event` and `text`.

    `--output jsonl` writes the run, each input, each change and each entry of the timeline as a line of its own, \
    with its `type`.
    """
}
