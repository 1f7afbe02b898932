/// The style and the script of pages.
enum PageStyle {
  // Colours keep a contrast of 4.5 to 1 with what is behind them, in both schemes.
  static let sheet: Markup = """

    :root { color-scheme: light dark; --ink: #1b1f24; --quiet: #57606a; --paper: #ffffff; --card: #f6f8fa;
      --line: #d0d7de; --link: #0550ae; --good: #116329; --bad: #a40e26; --doubt: #7d4e00; }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #e6edf3; --quiet: #9da7b1; --paper: #0d1117; --card: #161b22; --line: #30363d;
        --link: #79c0ff; --good: #56d364; --bad: #ff8f88; --doubt: #e3b341; }
    }
    * { box-sizing: border-box; }
    [hidden] { display: none !important; }
    body { margin: 0 auto; padding: 1.5rem; max-width: 90rem; background: var(--paper); color: var(--ink);
      font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
    dd, code, .wraps { overflow-wrap: anywhere; }
    h1 { font-size: 1.6rem; margin: 0 0 .5rem; }
    h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
    .kind, .quiet, small, caption, dt { color: var(--quiet); }
    .kind { margin: 0; }
    code { font-family: ui-monospace, monospace; font-size: .9em; }
    a:focus-visible, summary:focus-visible, input:focus-visible, select:focus-visible
      { outline: 3px solid var(--link); outline-offset: 2px; }
    .skip { position: absolute; left: -100rem; }
    .skip:focus { left: 1rem; top: 1rem; background: var(--paper); color: var(--link); padding: .5rem; }
    .state, .outcome { font-weight: 600; }
    .state { border: 1px solid; border-radius: 1rem; padding: .1rem .7rem; margin-right: .5rem; }
    .done, .applied { color: var(--good); }
    .failed { color: var(--bad); }
    .interrupted, .failed_may_be_in_effect, .unknown, .unsent { color: var(--doubt); }
    .running, .superseded, .unchanged, .pruned { color: var(--quiet); }
    .applied::before { content: "\\2713\\a0"; }
    .outcome.failed::before { content: "\\2717\\a0"; }
    .unknown::before, .failed_may_be_in_effect::before { content: "?\\a0"; }
    dl { margin: 0; }
    dl div { display: grid; grid-template-columns: 8rem 1fr; gap: .5rem; padding: .15rem 0; }
    dd { margin: 0; }
    table { border-collapse: collapse; width: 100%; }
    caption { text-align: left; padding: .3rem 0; }
    th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
    th { background: var(--card); position: sticky; top: 0; white-space: nowrap; }
    td:first-child { white-space: nowrap; }
    td small { display: block; max-width: 18rem; white-space: normal; overflow-wrap: anywhere; }
    del { color: var(--quiet); text-decoration: none; }
    ins { text-decoration: none; font-weight: 600; }
    .quiet { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    form { display: flex; flex-wrap: wrap; gap: 1rem; align-items: center; padding: .6rem; background: var(--card);
      border: 1px solid var(--line); border-radius: .4rem; }
    select, input { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--quiet);
      border-radius: .3rem; padding: .2rem .4rem; max-width: 100%; }
    .bar { display: block; width: 10rem; height: .5rem; background: var(--line); fill: var(--link); }
    .files, .legend { padding-left: 1rem; }
    .legend { padding: .5rem 0; }
    summary { cursor: pointer; color: var(--link); }
    .source { background: var(--card); border: 1px solid var(--line); padding: .5rem .5rem .5rem 4rem; }
    .source code { white-space: pre-wrap; }
    .source li::marker { color: var(--quiet); font-size: .85em; }
    footer { margin-top: 3rem; border-top: 1px solid var(--line); color: var(--quiet); }
    /* What may break anywhere has no width of its own, and a long value would leave its neighbours a letter a line. */
    #change-table td:nth-child(4) { min-width: 12rem; }
    #change-table td:nth-child(5) { min-width: 11rem; }
    @media (max-width: 62rem) {
      #change-table td:nth-child(n) { min-width: 0; }
      body { padding: 1rem; }
      table, tbody, tr, td, caption { display: block; }
      thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
      tr { border: 1px solid var(--line); border-radius: .4rem; margin: .6rem 0; padding: .3rem; }
      td { border: 0; padding: .2rem .4rem; display: grid; grid-template-columns: 7rem 1fr; gap: .5rem; }
      td > * { grid-column: 2; }
      td:first-child { white-space: normal; }
      td::before { content: attr(data-label); color: var(--quiet); grid-column: 1; }
      td:empty { display: none; }
      .bar { width: 100%; }
      dl div { grid-template-columns: 7rem 1fr; }
      .source { padding-left: 2.5rem; }
    }
    @media print { form, .skip { display: none; } th { position: static; } }

    """

  static let script: Markup = """

    (() => {
      const form = document.getElementById('filters');
      if (!form) return;
      const rows = [...document.querySelectorAll('#change-table tbody tr')];
      const apply = () => {
        const text = form.elements.text.value.toLowerCase();
        const outcome = form.elements.outcome.value;
        let count = 0;
        for (const row of rows) {
          const fits = (!outcome || row.dataset.outcome === outcome)
            && row.textContent.toLowerCase().includes(text);
          row.hidden = !fits;
          if (fits) count += 1;
        }
        document.getElementById('shown').textContent = `${count} of ${rows.length} shown`;
      };
      form.addEventListener('input', apply);
      form.addEventListener('submit', (event) => event.preventDefault());
      form.hidden = false;
      apply();
    })();

    """
}
