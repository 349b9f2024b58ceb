/** Methods that every manager may call, whatever his rights: they are not handed on. */
const BASE = /^(?:session|profile|settings)\.|^password\.set$/;

/** A right in the grid. `grantable`: the manager who looks has it, and may hand it on and take it away. */
export interface GridRight {
  readonly method: string;
  readonly verb: string;
  readonly held: boolean;
  readonly grantable: boolean;
}

export interface RightFamily {
  readonly family: string;
  readonly rights: readonly GridRight[];
}

/** Rights by family in the order of the alphabet: mine, and what the other has beyond them. */
export function rightsGrid(mine: ReadonlySet<string>, held: ReadonlySet<string>): RightFamily[] {
  const families = new Map<string, GridRight[]>();
  const all = [...new Set([...mine, ...held])].filter((method) => !BASE.test(method)).sort();
  for (const method of all) {
    const [family = '', verb = ''] = method.split('.');
    const rights = families.get(family) ?? [];
    rights.push({ method, verb, held: held.has(method), grantable: mine.has(method) });
    families.set(family, rights);
  }
  return [...families].map(([family, rights]) => ({ family, rights }));
}

/** What is sent so that the other has exactly the chosen rights, as far as it is mine to give: the rest stays as it is. */
export function rightsToSend(mine: ReadonlySet<string>, chosen: ReadonlySet<string>): string[] {
  return [...chosen].filter((method) => mine.has(method) && !BASE.test(method)).sort();
}
