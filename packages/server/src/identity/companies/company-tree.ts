import type { StatementRun } from '../../journal/journal.ts';
import { IdentityError } from '../person.ts';
import { checkText, MAX_TEXT } from './fields.ts';
import type { Company } from './records.ts';

/** Companies of an installation. */
export const MAX_COMPANIES = 100_000;

/** What a new company is to be. */
export interface NewCompany {
  readonly parent: number | null;
  readonly name: string;
  readonly url: string;
  readonly demo: boolean;
}

/** Companies in their trees, in memory. Each change comes with the SQL that makes it last. */
export class CompanyTree {
  readonly #byId = new Map<number, Company>();
  readonly #children = new Map<number, number[]>();
  #nextId = 1;

  constructor(stored: readonly Company[]) {
    for (const company of stored) this.keep(company);
  }

  get all(): readonly Company[] {
    return [...this.#byId.values()];
  }

  get(id: number): Company | undefined {
    return this.#byId.get(id);
  }

  /** A company and all below it, oldest first. */
  below(id: number): readonly Company[] {
    const found: Company[] = [];
    const waiting = [id];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const company = this.#byId.get(next);
      if (company === undefined) continue;
      found.push(company);
      waiting.push(...(this.#children.get(next) ?? []));
    }
    return found.sort((a, b) => a.id - b.id);
  }

  isBelow(id: number, ancestor: number): boolean {
    for (let at: number | null = id; at !== null; at = this.#byId.get(at)?.parent ?? null) {
      if (at === ancestor) return true;
    }
    return false;
  }

  /** A company with an id of its own; `keep` it once it is on disk. Throws IdentityError. */
  draft(wanted: NewCompany, now: number): { company: Company; statements: StatementRun[] } {
    checkCompany(wanted);
    if (this.#byId.size >= MAX_COMPANIES)
      throw new IdentityError('Name', `there are ${MAX_COMPANIES} companies already`);
    const company: Company = { id: this.#nextId++, ...wanted, status: 1, createdAt: now };
    const { id, parent, name, url, demo, status } = company;
    const values = [[id, parent, name, url, demo ? 1 : 0, status, now]];
    return { company, statements: [{ statement: 'identity.addCompany', values }] };
  }

  /** Changes name or address; what is left out stays. Throws IdentityError. */
  set(known: Company, changes: Partial<Pick<Company, 'name' | 'url'>>): StatementRun[] {
    const company: Company = { ...known, ...changes };
    checkCompany(company);
    this.#byId.set(company.id, company);
    return [{ statement: 'identity.setCompany', values: [[company.name, company.url, company.id]] }];
  }

  keep(company: Company): void {
    if (!this.#byId.has(company.id) && company.parent !== null) {
      const siblings = this.#children.get(company.parent) ?? [];
      this.#children.set(company.parent, [...siblings, company.id]);
    }
    this.#byId.set(company.id, company);
    this.#nextId = Math.max(this.#nextId, company.id + 1);
  }
}

function checkCompany({ name, url }: Pick<Company, 'name' | 'url'>): void {
  if (name.trim() === '') throw new IdentityError('Name', 'a company has a name');
  checkText('Name', name, MAX_TEXT.name);
  checkText('URL', url, MAX_TEXT.url);
}
