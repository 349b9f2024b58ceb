import { isBuiltin } from 'node:module';
import { boundNames, lineOf, literalText, walk } from './sources.mjs';

/** @typedef {import('./sources.mjs').Node} Node */

const TIME = 'take the time from `at`, which stands in every command and event';
const CHANCE = 'nothing in the core is random; take a seed from the command, or ids from the counters of the state';
const OUTSIDE = 'input and output belong to packages/server; let the core emit an event and the server act on it';
const WAITING = 'the core answers at once; what takes time comes back as a command';
const FLOATS = 'read and print numbers with parseDecimal, formatDecimal and formatFixed of numbers/';
const PLACE = 'the answer depends on the machine; compare and print in a way that is the same everywhere';
const GLOBALS = 'name what you need; the core needs nothing of its surroundings';

/** Names that mean something outside the core: forbidden as a value, a binding and a type. */
const FORBIDDEN_NAMES = new Map(
  Object.entries({
    Date: `${TIME}; of Date only Date.UTC is pure`,
    Temporal: TIME,
    setTimeout: TIME,
    setInterval: TIME,
    setImmediate: TIME,
    clearTimeout: TIME,
    clearInterval: TIME,
    clearImmediate: TIME,
    queueMicrotask: WAITING,
    Promise: WAITING,
    process: OUTSIDE,
    require: OUTSIDE,
    fetch: OUTSIDE,
    console: OUTSIDE,
    parseFloat: FLOATS,
    Intl: PLACE,
    globalThis: GLOBALS,
    eval: GLOBALS,
    WeakRef: 'what the collector has taken differs from run to run; hold the value or drop it',
    FinalizationRegistry: 'what the collector has taken differs from run to run; end things by an event',
  }),
);

/** Globals that are also words of the field: forbidden unless the file itself gives the name a meaning. */
const FORBIDDEN_GLOBALS = new Map(
  Object.entries({
    performance: TIME,
    crypto: CHANCE,
    Buffer: OUTSIDE,
    WebSocket: OUTSIDE,
    Worker: OUTSIDE,
    global: GLOBALS,
    self: GLOBALS,
    window: GLOBALS,
    Function: GLOBALS,
  }),
);

/** Methods that betray a float or the machine's place, on whatever they are called. */
const FORBIDDEN_METHODS = new Map(
  Object.entries({
    parseFloat: FLOATS,
    toFixed: FLOATS,
    toPrecision: FLOATS,
    toExponential: FLOATS,
    toLocaleString: PLACE,
    toLocaleDateString: PLACE,
    toLocaleTimeString: PLACE,
    toLocaleLowerCase: PLACE,
    toLocaleUpperCase: PLACE,
    localeCompare: `${PLACE}: a < b`,
  }),
);

/**
 * What in a source of the core depends on anything but its arguments: clock, chance, outside, waiting, floats.
 * @param {import('./sources.mjs').Source} source
 * @returns {import('./sources.mjs').Finding[]}
 */
export function checkPurity(source) {
  /** @type {import('./sources.mjs').Finding[]} */
  const findings = [];
  /** @param {number} line @param {string} what @param {string} remedy */
  const add = (line, what, remedy) => {
    findings.push({ path: source.path, line, rule: 'pure-core', problem: `${what} in the core`, remedy });
  };
  for (const { from, line } of source.imports) {
    if (from.startsWith('node:') || isBuiltin(from)) add(line, `import of ${from}`, OUTSIDE);
  }
  const own = boundNames(source.tree);
  /** @type {Set<string>} */
  const seen = new Set();
  walk(source.tree, (node, parent, field) => {
    const found = impurity(node, parent, field, own);
    const place = `${lineOf(node)} ${found?.[0]}`;
    if (found === null || seen.has(place)) return;
    seen.add(place);
    add(lineOf(node), ...found);
  });
  return findings;
}

/**
 * @param {Node} node
 * @param {Node | null} parent
 * @param {string} field
 * @param {ReadonlySet<string>} own names the file itself binds
 * @returns {[string, string] | null} what it is and what to do instead
 */
function impurity(node, parent, field, own) {
  switch (node.type) {
    case 'Identifier':
      return forbiddenName(node, parent, field, own);
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return forbiddenMember(node);
    case 'AwaitExpression':
      return ['await', WAITING];
    case 'ForOfStatement':
      return node.await === true ? ['for await', WAITING] : null;
    case 'Import':
    case 'ImportExpression':
      return ['import()', 'import at the top of the file'];
    case 'MetaProperty':
      return /** @type {Node} */ (node.meta).name === 'import' ? ['import.meta', OUTSIDE] : null;
    default:
      return node.async === true ? ['async function', WAITING] : null;
  }
}

/**
 * @param {Node} node an identifier
 * @param {Node | null} parent
 * @param {string} field
 * @param {ReadonlySet<string>} own
 * @returns {[string, string] | null}
 */
function forbiddenName(node, parent, field, own) {
  const name = String(node.name);
  if (parent === null || isPlainKey(parent, field)) return null;
  if (name === 'Math' && !(isMember(parent) && field === 'object'))
    return ['Math handed around', `${CHANCE}; call Math.<name>`];
  const remedy = FORBIDDEN_NAMES.get(name) ?? (own.has(name) ? undefined : FORBIDDEN_GLOBALS.get(name));
  if (remedy === undefined) return null;
  if (name === 'Date' && isMember(parent) && field === 'object' && memberName(parent) === 'UTC') return null;
  return [shown(name, parent, field), remedy];
}

/**
 * @param {string} name
 * @param {Node} parent
 * @param {string} field
 */
function shown(name, parent, field) {
  if (parent.type === 'NewExpression' && field === 'callee') return `new ${name}()`;
  return isMember(parent) && field === 'object' ? `${name}.${memberName(parent) ?? '…'}` : name;
}

/**
 * @param {Node} node a member expression
 * @returns {[string, string] | null}
 */
function forbiddenMember(node) {
  const name = memberName(node);
  const object = /** @type {Node} */ (node.object);
  if (object.type === 'Identifier' && object.name === 'Math' && (name === 'random' || name === null)) {
    return [`Math.${name ?? '[…]'}`, CHANCE];
  }
  const remedy = name === null ? undefined : FORBIDDEN_METHODS.get(name);
  return remedy === undefined ? null : [`.${name}`, remedy];
}

/** @param {Node} node */
function isMember(node) {
  return node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression';
}

/**
 * The name a member expression asks for, null when it is computed at run time.
 * @param {Node} node
 */
function memberName(node) {
  const property = /** @type {Node} */ (node.property);
  return node.computed === true ? literalText(property) : String(property.name);
}

/**
 * Whether an identifier in this place is only the name of a property, method or label.
 * @param {Node} parent
 * @param {string} field
 */
function isPlainKey(parent, field) {
  if (field === 'property') return parent.computed !== true;
  if (field === 'key') return parent.computed !== true && parent.shorthand !== true;
  if (field === 'label' || field === 'meta') return true;
  if (field === 'imported' || field === 'exported') return true;
  return parent.type === 'TSQualifiedName' && field === 'right';
}
