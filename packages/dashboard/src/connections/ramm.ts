import type { CompanyLogin, MadeCompanyLogin, MadeStrategyToken } from 'outcry/native-api';
import { rammClientSnippets, rammSnippets, rammTerminalSnippets } from './snippets/ramm.ts';
import type { Places, Snippet } from './snippets/snippet.ts';

/** Who comes in over which API of RAMM. */
export const RAMM_DOORS = ['manager', 'client', 'terminal'] as const;
export type RammDoor = (typeof RAMM_DOORS)[number];

/** What was just made for one of the doors: shown this once. */
export interface MadeRamm {
  readonly door: RammDoor;
  /** Login or strategy. */
  readonly name: string;
  readonly secrets: readonly (readonly [label: 'login' | 'password' | 'company' | 'token', text: string])[];
  readonly snippets: (places: Places) => readonly Snippet[];
}

export function madeLogin({ kind, login, password, company }: MadeCompanyLogin): MadeRamm {
  const known = [
    ['login', login],
    ['password', password],
  ] as const;
  if (kind === 'client') {
    return {
      door: 'client',
      name: login,
      secrets: known,
      snippets: (places) => rammClientSnippets(places, { login, password }),
    };
  }
  return {
    door: 'manager',
    name: login,
    secrets: [...known, ['company', String(company)]],
    snippets: (places) => rammSnippets(places, { login, password, company: String(company) }),
  };
}

export function madeToken({ name, token }: MadeStrategyToken): MadeRamm {
  return {
    door: 'terminal',
    name,
    secrets: [['token', token]],
    snippets: (places) => rammTerminalSnippets(places, token),
  };
}

/** Programs of a door with words in place of secrets. */
export function rammExamples(door: RammDoor, places: Places): readonly Snippet[] {
  if (door === 'terminal') return rammTerminalSnippets(places, 'YOUR_TOKEN');
  const who = { login: 'YOUR_LOGIN', password: 'YOUR_PASSWORD' };
  return door === 'client'
    ? rammClientSnippets(places, who)
    : rammSnippets(places, { ...who, company: 'YOUR_COMPANY' });
}

/** The same person in any list: managers and clients count apart. */
export function loginKey({ kind, id }: Pick<CompanyLogin, 'kind' | 'id'>): string {
  return `${kind} ${id}`;
}
