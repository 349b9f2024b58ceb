import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@babel/parser';

/**
 * One source file, parsed. `path` is relative to the checked folder, with forward slashes.
 * @typedef {{ path: string, tree: Node, imports: readonly Import[] }} Source
 *
 * One import, re-export, `import()`, `require()` or `import('…')` type. `names` is null when everything is taken.
 * @typedef {{ from: string, line: number, typesOnly: boolean, names: readonly string[] | null }} Import
 *
 * A node of the syntax tree: its type, its line, and fields by kind.
 * @typedef {{ type: string, loc?: { start: { line: number } } | null, [field: string]: unknown }} Node
 *
 * A broken rule: where, which, what is wrong, and what to do about it.
 * @typedef {{ path: string, line: number, rule: string, problem: string, remedy: string }} Finding
 */

const CODE = /\.(?:[cm]?[jt]s|[jt]sx)$/;
const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', 'data', 'coverage', 'golden']);

/**
 * Every source file below `folder`, sorted; nothing when the folder is not there.
 * @param {string} root
 * @param {string} folder relative to root
 * @returns {string[]} paths relative to root
 */
export function listSources(root, folder) {
  /** @type {string[]} */
  const found = [];
  for (const entry of readFolder(join(root, folder))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!SKIPPED_FOLDERS.has(entry.name)) found.push(...listSources(root, path));
    } else if (CODE.test(entry.name) && !entry.name.endsWith('.d.ts')) {
      found.push(path);
    }
  }
  return found.sort();
}

/** @param {string} folder */
function readFolder(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {Source} Throws SyntaxError, naming path and line, on text that is not TypeScript.
 */
export function readSource(root, path) {
  const plugins = /** @type {import('@babel/parser').ParserPlugin[]} */ (
    /x$/.test(path) ? ['typescript', 'jsx'] : ['typescript']
  );
  let tree;
  try {
    tree = parse(readFileSync(join(root, path), 'utf8'), { sourceType: 'module', plugins, attachComment: false });
  } catch (error) {
    throw new SyntaxError(`${path}: ${/** @type {Error} */ (error).message}`);
  }
  const program = /** @type {Node} */ (/** @type {unknown} */ (tree.program));
  return { path, tree: program, imports: importsOf(program) };
}

/**
 * Calls `visit` for every node of the tree, parents first; `parent` and `field` say where the node hangs.
 * @param {Node} node
 * @param {(node: Node, parent: Node | null, field: string) => void} visit
 * @param {Node | null} [parent]
 * @param {string} [field]
 */
export function walk(node, visit, parent = null, field = '') {
  visit(node, parent, field);
  for (const [name, value] of Object.entries(node)) {
    if (name === 'loc' || name === 'extra' || value === null || typeof value !== 'object') continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) walk(child, visit, node, name);
    }
  }
}

/** @param {unknown} value @returns {value is Node} */
export function isNode(value) {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** @param {Node} node */
export function lineOf(node) {
  return node.loc?.start.line ?? 1;
}

/**
 * The text of a string literal or of a template without holes, else null.
 * @param {unknown} node
 * @returns {string | null}
 */
export function literalText(node) {
  if (!isNode(node)) return null;
  if (node.type === 'StringLiteral') return /** @type {string} */ (node.value);
  if (node.type !== 'TemplateLiteral') return null;
  const [part, ...more] = /** @type {{ value: { cooked: string } }[]} */ (node.quasis);
  return part !== undefined && more.length === 0 ? part.value.cooked : null;
}

/**
 * Every name the file itself gives a meaning: imports, variables, parameters, functions, classes.
 * @param {Node} program
 */
export function boundNames(program) {
  /** @type {Set<string>} */
  const names = new Set();
  walk(program, (node) => {
    const bound = [node.params, node.parameters, node.param, node.local];
    if (/^(?:VariableDeclarator|.*Function.*|Class.*|TS.*Declaration)$/.test(node.type)) bound.push(node.id);
    for (const pattern of bound.flat()) collectNames(pattern, names);
  });
  return names;
}

/**
 * @param {unknown} pattern what stands left of a binding
 * @param {Set<string>} names
 */
function collectNames(pattern, names) {
  if (!isNode(pattern)) return;
  if (pattern.type === 'Identifier') names.add(String(pattern.name));
  const { properties, elements, value, left, argument, parameter } = pattern;
  if (pattern.type === 'ObjectPattern' || pattern.type === 'ArrayPattern') {
    for (const part of [properties ?? elements].flat()) collectNames(part, names);
  } else if (/^(?:ObjectProperty|AssignmentPattern|RestElement|TSParameterProperty)$/.test(pattern.type)) {
    collectNames(value ?? left ?? argument ?? parameter, names);
  }
}

/** @param {Node} program */
function importsOf(program) {
  /** @type {Import[]} */
  const imports = [];
  walk(program, (node) => {
    const found = importAt(node);
    if (found !== null) imports.push({ line: lineOf(node), ...found });
  });
  return imports;
}

/**
 * @param {Node} node
 * @returns {Omit<Import, 'line'> | null}
 */
function importAt(node) {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return declared(node);
    case 'TSImportType':
      return taken(node.argument, true);
    case 'TSExternalModuleReference':
      return taken(node.expression, false);
    case 'ImportExpression':
      return taken(node.source, false);
    case 'CallExpression': {
      const callee = /** @type {Node} */ (node.callee);
      const loads = callee.type === 'Import' || (callee.type === 'Identifier' && callee.name === 'require');
      return loads ? taken(/** @type {Node[]} */ (node.arguments)[0], false) : null;
    }
    default:
      return null;
  }
}

/**
 * @param {unknown} target
 * @param {boolean} typesOnly
 * @returns {Omit<Import, 'line'> | null}
 */
function taken(target, typesOnly) {
  const argument = isNode(target) && target.type === 'TSLiteralType' ? target.literal : target;
  const from = literalText(argument);
  return from === null ? null : { from, typesOnly, names: null };
}

/**
 * @param {Node} node an import or export declaration
 * @returns {Omit<Import, 'line'> | null}
 */
function declared(node) {
  const from = literalText(node.source);
  if (from === null) return null;
  const specifiers = /** @type {Node[]} */ (node.specifiers ?? []);
  const kinds = specifiers.map((specifier) => specifier.importKind ?? specifier.exportKind ?? 'value');
  const whole = node.importKind === 'type' || node.exportKind === 'type';
  const typesOnly = whole || (kinds.length > 0 && kinds.every((kind) => kind === 'type'));
  const everything =
    node.type === 'ExportAllDeclaration' || specifiers.some((each) => each.type.endsWith('NamespaceSpecifier'));
  return { from, typesOnly, names: everything ? null : specifiers.map(outsideName) };
}

/** @param {Node} specifier */
function outsideName(specifier) {
  const name = /** @type {Node} */ (specifier.type === 'ExportSpecifier' ? specifier.local : specifier.imported);
  return isNode(name) ? String(name.name ?? name.value) : 'default';
}
