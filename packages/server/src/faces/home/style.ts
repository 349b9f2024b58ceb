export const HOME_STYLE = `
:root { color-scheme: light dark; --ink: #14212b; --quiet: #5d6b76; --paper: #fff; --card: #f3f6f8; --line: #d9e0e5; --accent: #0b6bb3; --up: #0a8f5b; --down: #cf3a3a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf2; --quiet: #93a3af; --paper: #0f1820; --card: #17232d; --line: #263743; --accent: #59b0f2; --up: #39cf93; --down: #ff7a7a; } }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
header { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; padding: 12px 20px; border-bottom: 1px solid var(--line); }
h1 { display: flex; gap: 10px; align-items: center; margin: 0; font-size: 20px; }
h2 { margin: 24px 0 10px; font-size: 16px; }
nav { display: flex; gap: 12px; align-items: center; margin-left: auto; }
main { max-width: 1080px; margin: 0 auto; padding: 4px 20px 48px; }
a { color: var(--accent); }
button, input { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 6px 12px; }
button { cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.pill { display: flex; gap: 8px; align-items: center; margin: 0; padding: 2px 12px; border-radius: 99px; background: var(--card); }
.pill i { width: 9px; height: 9px; border-radius: 50%; background: var(--quiet); }
.pill.alive i { background: var(--up); }
.pill.gone i { background: var(--down); }
.quiet { margin: 0; color: var(--quiet); }
#door { max-width: 360px; margin: 8vh auto 0; }
form { display: grid; gap: 12px; }
label { display: grid; gap: 4px; }
#refusal { min-height: 1.5em; margin: 0; color: var(--down); }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr)); gap: 0 28px; }
.account { padding: 12px 14px; margin-bottom: 10px; background: var(--card); border-radius: 10px; }
.account b { display: block; }
.account span { display: inline-block; margin-right: 18px; font-variant-numeric: tabular-nums; }
.tries { margin: 0; padding-left: 20px; }
pre { margin: 4px 0 10px; padding: 10px 12px; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 13px; background: var(--card); border-radius: 8px; }
table { width: 100%; border-collapse: collapse; }
th { text-align: left; font-weight: 500; color: var(--quiet); }
th, td { padding: 5px 8px; border-bottom: 1px solid var(--line); }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.up { color: var(--up); }
.down { color: var(--down); }
td.moved { background: color-mix(in srgb, var(--accent) 16%, transparent); }
td:first-child { font-weight: 600; }
@media (max-width: 600px) { table td:nth-child(2), table th:nth-child(2) { display: none; } }
`;
