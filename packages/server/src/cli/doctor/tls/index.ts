import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { certificateFacts } from '../../../certificates/index.ts';
import { flagOf, readSettings } from '../../../settings/index.ts';
import { ENDPOINTS_FILE, type Endpoints, ownAuthority, tlsFiles } from '../../../startup/index.ts';
import { CommandFailure, EXIT } from '../../failure.ts';
import { answer } from '../../output.ts';
import { LANGUAGES, type Language } from '../../trust.ts';
import { wholeNumber } from '../../whole-number.ts';
import { type Address, addressOf, shownAddress } from './address.ts';
import { CAUSES, phrasesOf } from './causes.ts';
import { isOutOfTime, judge, type Problem } from './judge.ts';
import { look, type Seen } from './look.ts';
import { remedies, type Surroundings } from './remedies.ts';
import { type Report, reportLines, type Told } from './report.ts';
import { serverClock } from './server-clock.ts';
import { anchorOf, type Trusted, trustedBy } from './trusted.ts';

const HELP = `
Examples:
  outcry doctor tls localhost:50052             why does a client fail at this port?
  outcry doctor tls localhost:8443 --ca ca.pem  trust this CA alone, as a client with it would
  outcry doctor tls 127.0.0.1:50052 --name invest-public-api.tinkoff.ru
                                                a client that asks for this name (through a proxy, or /etc/hosts)
  outcry doctor tls robots.example.com:443 --for grpc --lang ru --json

It connects, shows the chain that is presented, and says what is wrong and what to do in each SDK. Trusted is the file of
--ca or of GRPC_DEFAULT_SSL_ROOTS_FILE_PATH, else the well-known CAs with NODE_EXTRA_CA_CERTS.
Exit codes: 0 sound, 1 something is wrong, 2 something to mend on the command line.`;

const LOCAL = ['localhost', '127.0.0.1', '::1'];
const SECOND = 1_000;

interface Options {
  readonly ca?: string;
  readonly name?: string;
  readonly for?: 'grpc' | 'http';
  readonly lang?: Language;
  readonly timeout: number;
  readonly dataDir?: string;
}

/** `outcry doctor tls`: why clients fail at an endpoint. */
export function tlsDoctorCommand(doctor: Command): void {
  doctor
    .command('tls')
    .argument('<endpoint>', 'host:port, or https://host')
    .option('--ca <file>', 'trust the CAs of this PEM file alone')
    .option('--name <name>', 'the name that the client asks for, when it is not the host')
    .addOption(
      new Option('--for <clients>', 'clients that must work: without h2, gRPC does not').choices(['grpc', 'http']),
    )
    .addOption(new Option('--lang <language>', 'language of the explanation (LANG)').choices(LANGUAGES))
    .option('--timeout <seconds>', 'how long each step may take', wholeNumber, 5)
    .option(`${flagOf('dataDir')} <folder>`, 'data folder whose CA and ports are known (OUTCRY_DATA_DIR or ./data)')
    .option('--json', 'print exact JSON')
    .description('explain why clients fail at an endpoint over TLS')
    .addHelpText('after', HELP)
    .action(async (endpoint: string, options: Options, command: Command) => {
      const { json } = command.optsWithGlobals<{ json?: boolean }>();
      const language = options.lang ?? languageOf(process.env);
      const report = await examine(addressOf(endpoint, options.name), options, language);
      answer(json, report, () => reportLines(report, language));
      if (!report.sound)
        throw new CommandFailure(EXIT.failed, report.cause, `${report.address}: ${report.problems[0]?.meaning}`);
    });
}

async function examine(address: Address, options: Options, language: Language): Promise<Report> {
  const trusted = trustedBy(options.ca, process.env);
  const patience = options.timeout * SECOND;
  const seen = await look(address, trusted.pems, patience);
  const now = Date.now();
  const server = seen.kind === 'secure' && isOutOfTime(seen.chain, now) ? await serverClock(address, patience) : null;
  const problems = judge(seen, address, trusted, { now, server });
  const withoutH2: Problem[] =
    seen.kind === 'secure' && seen.alpn !== 'h2' && options.for !== 'http'
      ? [{ cause: 'no_h2', found: { en: `ALPN: ${seen.alpn ?? '-'}`, ru: `ALPN: ${seen.alpn ?? '-'}` } }]
      : [];
  const around = surroundings(seen, address, trusted, options.dataDir);
  const told = ({ cause, found }: Problem): Told => ({
    cause,
    meaning: CAUSES[cause].meaning[language],
    found: found[language],
    says: { python: CAUSES[cause].python, node: CAUSES[cause].node, openssl: CAUSES[cause].openssl },
    phrases: phrasesOf(cause),
    remedies: remedies(cause, address, around).map((step) => step[language]),
  });
  const wrong = [...problems, ...(options.for === 'grpc' ? withoutH2 : [])];
  return {
    address: shownAddress(address),
    name: address.name,
    cause: wrong[0]?.cause ?? 'sound',
    sound: wrong.length === 0,
    problems: wrong.map(told),
    warnings: options.for === 'grpc' ? [] : withoutH2.map(told),
    chain: seen.kind === 'secure' ? seen.chain.map(certificateFacts) : null,
    protocol: seen.kind === 'secure' ? seen.protocol : null,
    cipher: seen.kind === 'secure' ? seen.cipher : null,
    alpn: seen.kind === 'secure' ? seen.alpn : null,
    trusted: trusted.label[language],
  };
}

function surroundings(seen: Seen, { host }: Address, trusted: Trusted, dataDir: string | undefined): Surroundings {
  const folder = folderOf(dataDir);
  const chain = seen.kind === 'secure' ? seen.chain : [];
  const ca = folder === null ? null : ownAuthority(folder);
  const fits = ca !== null && anchorOf(chain, [ca]) !== null && anchorOf(chain, trusted.certificates) === null;
  return {
    caFile: folder !== null && fits ? tlsFiles(folder).ca : null,
    endpoints: folder !== null && LOCAL.includes(host) ? endpointsOf(folder) : null,
    topIssuer: chain.at(-1)?.issuer ?? '',
  };
}

/** Settings that cannot be used keep nobody from looking at an endpoint. */
function folderOf(dataDir: string | undefined): string | null {
  try {
    const flags = { ...(dataDir === undefined ? {} : { dataDir }), tlsCert: '', tlsKey: '' };
    return readSettings(flags, process.env, process.cwd()).dataDir;
  } catch {
    return null;
  }
}

function endpointsOf(folder: string): Endpoints | null {
  const file = join(folder, ENDPOINTS_FILE);
  try {
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Endpoints) : null;
  } catch {
    return null;
  }
}

/** The first of the variables that say it, as everywhere in POSIX. */
export function languageOf({ LC_ALL = '', LC_MESSAGES = '', LANG = '' }: NodeJS.ProcessEnv): Language {
  return /^ru([_.@-]|$)/i.test(LC_ALL || LC_MESSAGES || LANG) ? 'ru' : 'en';
}
