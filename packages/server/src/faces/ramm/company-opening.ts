import { accountsOf, type Command, DEFAULT_SPEC } from '@outcry/core';
import type { Company, Manager } from '../../identity/index.ts';
import { refusal } from './errors.ts';
import type { RammParts } from './parts.ts';

/** The stream that every company begins with. */
const FIRST_STREAM = 'Main';

/** Whole dollars with which a company's paper stream trades: beyond what its clients could ever ask for. */
const STREAM_DOLLARS = 1_000_000_000n;

/** Companies own the accounts of their streams: in the core under ids far beyond those of people. */
const FIRST_COMPANY_OWNER = 1_000_000_000;

/** What a new company is to be. */
interface Wanted {
  readonly parent: number | null;
  readonly name: string;
  readonly url: string;
  readonly demo: boolean;
}

/** A company with its specification in the core, one unit, and its first stream. The manager gets these rights in it. */
export async function openCompany(
  parts: RammParts,
  wanted: Wanted,
  manager: Manager | null,
  methods: Iterable<string>,
): Promise<Company> {
  const company = await parts.identity.business.addCompany(wanted, manager, methods, async ({ id }, statements) => {
    const { rejection } = await parts.engine.submit(
      { type: 'copy.setCompany', company: id, spec: DEFAULT_SPEC },
      statements,
    );
    if (rejection !== null) throw refusal(rejection);
  });
  await ensureStream(parts, company);
  return company;
}

/** Completes companies whose making was interrupted. */
export async function completeCompanies(parts: RammParts): Promise<void> {
  for (const company of parts.identity.business.companies.all) await ensureStream(parts, company);
}

/** The company's first stream: a core account on paper in dollars that takes its aggregated orders. */
async function ensureStream(parts: RammParts, company: Company): Promise<void> {
  const has = await parts.engine.read(({ copy }) => (copy.companies.get(company.id)?.streams.length ?? 0) > 0);
  if (has) return;
  const owner = FIRST_COMPANY_OWNER + company.id;
  const known = await parts.engine.read(({ accounts, copy }) => {
    const free = accountsOf(accounts, owner).find(({ id, closed }) => !closed && !copy.streamOf.has(id));
    return free?.id;
  });
  const account = known ?? (await made(parts, openingFor(owner)));
  const scale = parts.engine.market(({ instruments }) => instruments.assetByCode.get('usd')?.scale ?? 0);
  const amount = (STREAM_DOLLARS * 10n ** BigInt(scale)) as never;
  await made(parts, { type: 'accounts.deposit', account, asset: 'usd', amount, key: 'first-money' });
  await made(parts, { type: 'copy.addStream', company: company.id, name: FIRST_STREAM, account });
}

function openingFor(owner: number): Command {
  return {
    type: 'accounts.open',
    owner,
    name: 'RAMM stream',
    currency: 'usd',
    venue: 'paper',
    fillPolicy: 'book',
    margin: true,
    hedging: false,
    fees: { maker: 0, taker: 0, decimals: 2, rounding: 'halfUp', mode: 'quote' },
  };
}

async function made({ engine }: RammParts, command: Command): Promise<number> {
  const { outcome, rejection } = await engine.submit(command);
  if (outcome === null) throw refusal(rejection as NonNullable<typeof rejection>);
  return outcome.id;
}
