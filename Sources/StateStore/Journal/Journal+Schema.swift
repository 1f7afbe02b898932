extension Migration {
  // Entries are only ever inserted, and deleted when a run is pruned. What changes in place is the head
  // of a run's chain, and the index of targets, which can be made again.
  package static let journal = Migration(
    name: "journal",
    script: """
      CREATE TABLE journal_head (
        run INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        started INTEGER NOT NULL,
        touched INTEGER NOT NULL,
        last INTEGER NOT NULL,
        hash BLOB NOT NULL,
        pruned INTEGER
      ) STRICT;
      CREATE TABLE journal_start (
        run INTEGER NOT NULL,
        sequence INTEGER NOT NULL,
        hash BLOB NOT NULL,
        time INTEGER NOT NULL,
        uptime INTEGER NOT NULL,
        id TEXT NOT NULL,
        mode TEXT NOT NULL,
        parent TEXT,
        script TEXT NOT NULL,
        arguments TEXT NOT NULL,
        settings TEXT NOT NULL,
        profile TEXT,
        project TEXT,
        region TEXT,
        engine TEXT NOT NULL,
        user TEXT NOT NULL,
        host TEXT NOT NULL,
        process INTEGER NOT NULL,
        boot TEXT NOT NULL,
        PRIMARY KEY (run, sequence)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE journal_input (
        run INTEGER NOT NULL,
        sequence INTEGER NOT NULL,
        hash BLOB NOT NULL,
        time INTEGER NOT NULL,
        uptime INTEGER NOT NULL,
        role TEXT NOT NULL,
        name TEXT NOT NULL,
        digest BLOB NOT NULL,
        size INTEGER NOT NULL,
        kept INTEGER NOT NULL,
        PRIMARY KEY (run, sequence)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX journal_input_by_digest ON journal_input (digest);
      CREATE TABLE journal_content (
        id INTEGER PRIMARY KEY,
        digest BLOB NOT NULL UNIQUE,
        bytes BLOB NOT NULL
      ) STRICT;
      CREATE TABLE journal_call (
        run INTEGER NOT NULL,
        sequence INTEGER NOT NULL,
        hash BLOB NOT NULL,
        time INTEGER NOT NULL,
        uptime INTEGER NOT NULL,
        lane TEXT NOT NULL,
        ordinal INTEGER NOT NULL,
        operation TEXT NOT NULL,
        arguments TEXT NOT NULL,
        answer TEXT,
        failure TEXT,
        PRIMARY KEY (run, sequence)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE journal_intent (
        run INTEGER NOT NULL,
        sequence INTEGER NOT NULL,
        hash BLOB NOT NULL,
        time INTEGER NOT NULL,
        uptime INTEGER NOT NULL,
        pack INTEGER PRIMARY KEY AUTOINCREMENT,
        operation TEXT NOT NULL,
        request TEXT NOT NULL,
        idempotent INTEGER NOT NULL,
        UNIQUE (run, sequence)
      ) STRICT;
      CREATE TABLE journal_change (
        run INTEGER NOT NULL,
        sequence INTEGER NOT NULL,
        position INTEGER NOT NULL,
        role TEXT NOT NULL,
        lane TEXT NOT NULL,
        ordinal INTEGER NOT NULL,
        item INTEGER NOT NULL,
        kind TEXT NOT NULL,
        target TEXT NOT NULL,
        "before" TEXT,
        "after" TEXT,
        file TEXT,
        line INTEGER,
        "column" INTEGER,
        PRIMARY KEY (run, sequence, position)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE journal_outcome (
        run INTEGER NOT NULL,
        sequence INTEGER NOT NULL,
        hash BLOB NOT NULL,
        time INTEGER NOT NULL,
        uptime INTEGER NOT NULL,
        pack INTEGER NOT NULL,
        result TEXT NOT NULL,
        request_id TEXT,
        status INTEGER,
        code TEXT,
        message TEXT,
        facts TEXT,
        PRIMARY KEY (run, sequence)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX journal_outcome_by_pack ON journal_outcome (pack);
      CREATE TABLE journal_change_outcome (
        run INTEGER NOT NULL,
        sequence INTEGER NOT NULL,
        position INTEGER NOT NULL,
        change INTEGER NOT NULL,
        result TEXT NOT NULL,
        request_id TEXT,
        status INTEGER,
        code TEXT,
        message TEXT,
        facts TEXT,
        PRIMARY KEY (run, sequence, position)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE journal_event (
        run INTEGER NOT NULL,
        sequence INTEGER NOT NULL,
        hash BLOB NOT NULL,
        time INTEGER NOT NULL,
        uptime INTEGER NOT NULL,
        kind TEXT NOT NULL,
        text TEXT,
        code INTEGER,
        user TEXT,
        host TEXT,
        process INTEGER,
        boot TEXT,
        PRIMARY KEY (run, sequence)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE journal_target (
        target TEXT NOT NULL,
        pack INTEGER NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (target, pack, position)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE journal_target_end (pack INTEGER NOT NULL) STRICT;
      INSERT INTO journal_target_end VALUES (0);
      CREATE TABLE journal_plan (
        plan TEXT PRIMARY KEY,
        id TEXT NOT NULL,
        time INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      """)

  // The changes of a request are one text in its row: a row for each cost most of the time of a run. Rows from before
  // stay as they are. Targets are found by a number, which takes a tenth of the place of their texts.
  package static let journalTexts = Migration(
    name: "journal texts",
    script: """
      ALTER TABLE journal_intent ADD COLUMN changes TEXT;
      ALTER TABLE journal_intent ADD COLUMN count INTEGER;
      ALTER TABLE journal_head ADD COLUMN plan TEXT;
      ALTER TABLE journal_head ADD COLUMN seal BLOB;
      CREATE TABLE journal_sealed (after INTEGER NOT NULL) STRICT;
      INSERT INTO journal_sealed SELECT coalesce(max(run), 0) FROM journal_head;
      UPDATE journal_head SET plan = (SELECT plan FROM journal_plan p WHERE p.id = journal_head.id);
      DROP TABLE journal_target;
      CREATE TABLE journal_place (
        key INTEGER NOT NULL,
        pack INTEGER NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (key, pack, position)
      ) STRICT, WITHOUT ROWID;
      UPDATE journal_target_end SET pack = 0;
      """)
}
