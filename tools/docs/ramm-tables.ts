import { CODES } from '../../packages/server/src/faces/ramm/errors.ts';
import type { Fields } from '../../packages/server/src/faces/ramm/fields.ts';
import type { Method } from '../../packages/server/src/faces/ramm/method.ts';
import { METHODS } from '../../packages/server/src/faces/ramm/methods.ts';
import { code, table } from './table.ts';

const RIGHTS = { open: 'nobody needs one', base: 'every session', own: 'its own name' } as const;

function fieldsOf({ fields, search }: Method): string {
  if (search !== undefined) return `search; filter: ${Object.keys(search.filter).map(code).join(' ') || 'none'}`;
  return names(fields);
}

function names(fields: Fields): string {
  return Object.entries(fields)
    .map(([name, { required }]) => (required ? `**${code(name)}**` : code(name)))
    .join(' ');
}

/** The methods of managers that are served. */
export function rammManagerTable(): string {
  const rows = METHODS.filter(({ family }) => family === 'manager').map((method) => {
    const { name, aliases = [], right } = method;
    return [[name, ...aliases].map(code).join(' = '), fieldsOf(method), RIGHTS[right]];
  });
  return table(['method', 'fields (**needed**)', 'right'], rows);
}

/** The methods of clients and of traders' terminals that are served; the versions of a method stand together. */
export function rammClientTable(): string {
  const methods = METHODS.filter(({ family }) => family !== 'manager');
  const order = [...new Set(methods.map(({ name }) => name))];
  const byName = [...methods].sort(
    (a, b) => order.indexOf(a.name) - order.indexOf(b.name) || (a.versions[0] ?? 0) - (b.versions[0] ?? 0),
  );
  const rows = byName.map((method) => {
    const { family, name, versions } = method;
    return [code(`${family} ${name}`), versions.join(', '), fieldsOf(method)];
  });
  return table(['method', 'versions', 'fields (**needed**)'], rows);
}

export function rammErrorsTable(): string {
  const rows = Object.entries(CODES).map(([name, { status, meaning }]) => [code(name), String(status), meaning]);
  return table(['code', 'status', 'when'], rows);
}
