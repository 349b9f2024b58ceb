/**
 * Who may import whom: the house's plan (docs/architecture.md) as a table. The check reads nothing else, so a change of
 * the plan is a change of one line here, made together with the page.
 */

/**
 * Our packages. `imports`: which of our packages a package's code may import by name; `typesFrom`: from which it may
 * import types only; `testsImport`: which its tests may import besides. Libraries are named in each package's package.json.
 *
 * @type {Readonly<Record<string, PackageRule>>}
 * @typedef {{ name: string, imports: readonly string[], typesFrom: readonly string[], testsImport?: readonly string[], free?: boolean }} PackageRule
 */
export const PACKAGES = {
  'packages/core': { name: '@outcry/core', imports: [], typesFrom: [] },
  'packages/server': { name: 'outcry', imports: ['@outcry/core', '@outcry/chp-client'], typesFrom: [] },
  'packages/dashboard': { name: '@outcry/dashboard', imports: [], typesFrom: ['outcry'], testsImport: ['outcry'] },
  'packages/chp-client': { name: '@outcry/chp-client', imports: [], typesFrom: [] },
  // bench measures what packages do not export, so it may reach into them
  bench: {
    name: '@outcry/bench',
    imports: ['@outcry/core', 'outcry', '@outcry/chp-client'],
    typesFrom: [],
    free: true,
  },
};

/**
 * The floors of the core, lowest first; code imports from floors below its own. A file in packages/core/src that is not
 * named here (core.ts, index.ts, …) is the composition: it may import everything and no floor may import it.
 */
export const CORE_FLOORS = [
  'numbers',
  'events',
  'rejections.ts',
  'turn.ts',
  'instruments',
  'market',
  'stops',
  'accounts',
  'orders',
  'exchange',
  'risk',
  'signals',
  'legs',
  'bots',
  'smart-trades',
  'grid',
  'copy',
];

/**
 * The rooms of packages/server/src. A room may import itself and what stands behind it: a whole room, or one file of
 * it (a port). `faces` stands for every folder in faces/; a face never imports another face. Files directly in
 * packages/server/src (platform.ts, cli.ts) are the composition and may import everything.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const SERVER_ROOMS = {
  settings: [],
  metrics: [],
  certificates: [],
  journal: [],
  readmodel: ['journal'],
  identity: ['journal', 'readmodel'],
  feeds: ['settings'],
  marketdata: ['settings', 'journal', 'feeds'],
  venues: ['settings', 'feeds'],
  runtime: ['settings', 'metrics', 'journal', 'readmodel', 'identity', 'feeds', 'marketdata', 'venues'],
  // what a start needs: ports, files in the data folder, the feed, the demo world
  startup: ['settings', 'certificates', 'feeds', 'marketdata', 'runtime'],
  // of the journal a face sees the port, never an adapter
  faces: [
    'settings',
    'journal/journal.ts',
    'journal/journal-error.ts',
    'readmodel',
    'identity',
    'feeds',
    'marketdata',
    'runtime',
    'startup',
    'metrics',
  ],
  // what starts the domain, what listens, what ends it
  platform: [
    'settings',
    'metrics',
    'journal',
    'readmodel',
    'identity',
    'feeds',
    'marketdata',
    'venues',
    'runtime',
    'startup',
    'faces',
  ],
  cli: [
    'settings',
    'certificates',
    'journal',
    'readmodel',
    'identity',
    'feeds',
    'marketdata',
    'venues',
    'runtime',
    'startup',
    'faces',
    'platform.ts',
    'platform/folder.ts',
  ],
};

/**
 * Names that only some rooms may import: whoever holds the core can call `execute` past the queue. Snapshots are made
 * by a second core in the journal's follower.
 *
 * @type {readonly { name: string, from: string, rooms: readonly string[], instead: string }[]}
 */
export const GUARDED_NAMES = [
  {
    name: 'Core',
    from: '@outcry/core',
    rooms: ['runtime', 'journal', 'startup', 'cli'],
    instead: "send a command through the runtime's queue, or ask a query service",
  },
];

/** Licences under which a dependency that is shipped may stand (SPDX). All are compatible with Apache-2.0. */
export const LICENCES = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
  'Unlicense',
];
