import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import { CORE_FLOORS, GUARDED_NAMES, PACKAGES, SERVER_ROOMS } from './rooms.mjs';

/**
 * @typedef {import('./sources.mjs').Source} Source
 * @typedef {import('./sources.mjs').Import} Import
 * @typedef {import('./sources.mjs').Finding} Finding
 * @typedef {[problem: string, remedy: string]} Broken
 */

const TABLE = 'tools/rules/rooms.mjs';
const CORE = 'packages/core/src/';
const SERVER = 'packages/server/src/';

/**
 * The import rules for the sources of one package.
 * @param {string} root
 * @param {string} folder of the package, relative to root
 * @param {readonly Source[]} sources
 * @returns {Finding[]}
 */
export function checkImports(root, folder, sources) {
  const rule = PACKAGES[folder];
  if (rule === undefined) {
    const problem = `package ${folder} is not in the table of packages`;
    return [{ path: folder, line: 1, rule: 'packages', problem, remedy: `say in ${TABLE} what it may import` }];
  }
  const libraries = librariesOf(root, folder);
  /** @type {Finding[]} */
  const findings = [];
  for (const source of sources) {
    findings.push(...checkPlace(source));
    for (const each of source.imports) {
      for (const [name, check] of CHECKS) {
        const broken = check({ folder, rule, libraries, source, each });
        if (broken === null) continue;
        findings.push({ path: source.path, line: each.line, rule: name, problem: broken[0], remedy: broken[1] });
        break;
      }
    }
  }
  return findings;
}

/**
 * @typedef {{
 *   folder: string,
 *   rule: import('./rooms.mjs').PackageRule,
 *   libraries: { shipped: ReadonlySet<string>, development: ReadonlySet<string> },
 *   source: Source,
 *   each: Import,
 * }} Question
 */

/** @type {readonly [string, (question: Question) => Broken | null][]} */
const CHECKS = [
  ['packages', checkPackages],
  ['test-code', checkTestCode],
  ['libraries', checkLibraries],
  ['core-floors', checkFloors],
  ['server-rooms', checkRooms],
];

/**
 * Between packages: by name, and only along the table.
 * @param {Question} question
 * @returns {Broken | null}
 */
function checkPackages({ folder, rule, source, each }) {
  if (each.from.startsWith('.')) {
    const target = targetOf(source, each);
    if (rule.free === true || target.startsWith(`${folder}/`)) return null;
    return [`${each.from} leaves ${folder}`, 'import another package by its name, and only what it exports'];
  }
  const name = packageNameOf(each.from);
  const ours = Object.values(PACKAGES).some((one) => one.name === name);
  if (!ours || name === rule.name || rule.imports.includes(name)) return null;
  if (isTest(source.path) && rule.testsImport?.includes(name)) return null;
  if (rule.typesFrom.includes(name)) {
    return each.typesOnly ? null : [`${rule.name} takes more than types from ${name}`, 'use `import type`'];
  }
  const allowed = rule.imports.length === 0 ? 'none of our packages' : `only ${rule.imports.join(', ')}`;
  return [`${rule.name} may not import ${name}`, `it may import ${allowed}; see ${TABLE} and docs/architecture.md`];
}

/**
 * What is shipped imports no test code.
 * @param {Question} question
 * @returns {Broken | null}
 */
function checkTestCode({ source, each }) {
  if (isTest(source.path) || !each.from.startsWith('.') || !isTest(targetOf(source, each))) return null;
  return [
    `${each.from} is test code or lies outside src`,
    'move what both need into the source, under a name of its own',
  ];
}

/**
 * Libraries are declared where they are used, and the core uses none.
 * @param {Question} question
 * @returns {Broken | null}
 */
function checkLibraries({ folder, libraries, source, each }) {
  const name = packageNameOf(each.from);
  if (each.from.startsWith('.') || each.from.startsWith('node:') || isBuiltin(each.from)) return null;
  if (Object.values(PACKAGES).some((one) => one.name === name)) return null;
  if (isTest(source.path) && libraries.development.has(name)) return null;
  if (libraries.shipped.has(name) || (each.typesOnly && libraries.development.has(name))) return null;
  if (folder === 'packages/core')
    return [
      `the core imports the library ${name}`,
      'the core has no dependency; write it, or do it in packages/server',
    ];
  return [
    `${name} is not a dependency of ${folder}`,
    `add it with its exact version: npm i -E -w ${folder} ${name}@<version>`,
  ];
}

/**
 * Inside the core imports go to floors below.
 * @param {Question} question
 * @returns {Broken | null}
 */
function checkFloors({ source, each }) {
  if (!source.path.startsWith(CORE) || isTest(source.path) || !each.from.startsWith('.')) return null;
  const target = targetOf(source, each);
  const own = floorOf(source.path);
  const other = floorOf(target);
  if (own === null) return null;
  if (own === other) return null;
  if (other === null)
    return [
      `${CORE_FLOORS[own]} imports ${target}, which stands above it`,
      'move what is needed to the floor that owns it',
    ];
  if (other < own) return null;
  return [
    `${CORE_FLOORS[own]} imports ${CORE_FLOORS[other]}, which stands above it`,
    `let ${CORE_FLOORS[other]} react to an event of ${CORE_FLOORS[own]}, or hand the value in; order: ${TABLE}`,
  ];
}

/**
 * Inside the server a room sees what the table gives it.
 * @param {Question} question
 * @returns {Broken | null}
 */
function checkRooms({ source, each }) {
  if (!source.path.startsWith(SERVER) || isTest(source.path) || !isFolder(source.path, SERVER)) return null;
  const own = roomOf(source.path);
  const rule = SERVER_ROOMS[own];
  if (rule === undefined) return null;
  const guarded = GUARDED_NAMES.find((one) => one.from === each.from && each.names?.includes(one.name));
  if (guarded !== undefined && !guarded.rooms.includes(own)) {
    return [`${own} imports ${guarded.name} of ${guarded.from}; only ${guarded.rooms.join(', ')} may`, guarded.instead];
  }
  if (!each.from.startsWith('.')) return null;
  const target = targetOf(source, each);
  const face = faceOf(source.path);
  const otherFace = faceOf(target);
  if (otherFace !== null && face !== null && face !== otherFace) {
    return [`face ${face} imports face ${otherFace}`, 'a rule two faces need belongs to the core or the runtime'];
  }
  const inside = target.slice(SERVER.length);
  if (roomOf(target) === own || rule.includes(roomOf(target)) || rule.includes(inside) || rule.includes(`${inside}.ts`))
    return null;
  return [`${own} imports ${inside}`, `it may import ${rule.join(', ') || 'no other room'}; see ${TABLE}`];
}

/**
 * Every folder of core and server has its place in the table.
 * @param {Source} source
 * @returns {Finding[]}
 */
function checkPlace({ path }) {
  const base = [CORE, SERVER].find((one) => path.startsWith(one));
  if (base === undefined || !isFolder(path, base)) return [];
  if (base === CORE ? floorOf(path) !== null : SERVER_ROOMS[roomOf(path)] !== undefined) return [];
  const problem = `${base}${path.slice(base.length).split('/')[0]} is not in the table`;
  const remedy = `give it its place in ${TABLE} (${base === CORE ? 'CORE_FLOORS' : 'SERVER_ROOMS'}) and in docs/architecture.md`;
  return [{ path, line: 1, rule: 'known-rooms', problem, remedy }];
}

/** @param {Source} source @param {Import} each */
function targetOf(source, each) {
  return posix.join(posix.dirname(source.path), each.from);
}

/** @param {string} path @param {string} base */
function isFolder(path, base) {
  return path.slice(base.length).includes('/');
}

/** The floor of a path in packages/core/src, counted from below; null for the composition. @param {string} path */
function floorOf(path) {
  const [first] = path.slice(CORE.length).split('/');
  const floor = CORE_FLOORS.findIndex((one) => one === first || one === `${first}.ts`);
  return floor < 0 ? null : floor;
}

/** @param {string} path */
function roomOf(path) {
  const inside = path.slice(SERVER.length);
  return inside.split('/')[0] ?? inside;
}

/** @param {string} path */
function faceOf(path) {
  const [room, face, ...rest] = path.slice(SERVER.length).split('/');
  return room === 'faces' && rest.length > 0 ? (face ?? null) : null;
}

/**
 * Code that only tests run: `*.test.ts`, the specification suite of a port (`*.spec-suite.ts`), what tests build on
 * (`test-*.ts`), everything of a package outside src (test, simulation, crash, e2e), and the bench.
 * @param {string} path
 */
export function isTest(path) {
  return (
    /(?:\.test|\.spec-suite)\.[cm]?tsx?$/.test(path) ||
    /\/test-[^/]+$/.test(path) ||
    /^packages\/[^/]+\/(?!src\/).*\.[cm]?[jt]sx?$/.test(path) ||
    path.startsWith('bench/')
  );
}

/** @param {string} from */
function packageNameOf(from) {
  return from.split('/', from.startsWith('@') ? 2 : 1).join('/');
}

/**
 * @param {string} root
 * @param {string} folder
 */
function librariesOf(root, folder) {
  const own = manifest(join(root, folder, 'package.json'));
  const house = manifest(join(root, 'package.json'));
  return {
    shipped: new Set(Object.keys({ ...own.dependencies, ...own.peerDependencies, ...own.optionalDependencies })),
    development: new Set(Object.keys({ ...house.devDependencies, ...own.devDependencies })),
  };
}

/**
 * @param {string} file
 * @returns {Record<string, Record<string, string> | undefined>}
 */
function manifest(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}
