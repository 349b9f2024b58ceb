import type { CertificateFacts } from '../../../certificates/index.ts';
import { printable } from '../../output.ts';
import type { Language } from '../../trust.ts';
import type { Cause } from './causes.ts';

/** What is told of an endpoint; texts are in one language, names of causes never change. */
export interface Report {
  readonly address: string;
  readonly name: string;
  /** The first thing to mend. */
  readonly cause: Cause;
  readonly sound: boolean;
  readonly problems: readonly Told[];
  /** What concerns some clients only. */
  readonly warnings: readonly Told[];
  /** As the server presented it, its own certificate first; null: the handshake did not come so far. */
  readonly chain: readonly CertificateFacts[] | null;
  readonly protocol: string | null;
  readonly cipher: string | null;
  readonly alpn: string | null;
  /** What was trusted. */
  readonly trusted: string;
}

export interface Told {
  readonly cause: Exclude<Cause, 'sound'>;
  readonly meaning: string;
  readonly found: string;
  readonly says: { readonly python: string; readonly node: string; readonly openssl: string };
  /** The phrases by which people know it. */
  readonly phrases: readonly string[];
  readonly remedies: readonly string[];
}

const DAY = 86_400_000;

const WORDS = {
  en: {
    as: 'asked for as',
    issuer: 'issued by',
    valid: 'valid',
    left: (days: number) => (days < 0 ? `ended ${-days} days ago` : `${days} days left`),
    names: 'names',
    key: 'key',
    trusted: 'trusted',
    none: 'the handshake did not come so far that a certificate was seen',
    sound: 'sound: a client that trusts the same connects',
    bad: 'WRONG',
    warning: 'NOTE',
    says: 'clients say',
    known: 'known as',
    remedy: 'what to do',
    first:
      'Whatever the cause, clients begin with "failed to connect to all addresses" or UNAVAILABLE: read what stands after "last error".',
  },
  ru: {
    as: 'запрошено имя',
    issuer: 'издатель',
    valid: 'срок',
    left: (days: number) => (days < 0 ? `истёк ${-days} дн. назад` : `осталось ${days} дн.`),
    names: 'имена',
    key: 'ключ',
    trusted: 'доверие',
    none: 'рукопожатие не дошло до сертификата',
    sound: 'в порядке: клиент с таким же доверием подключится',
    bad: 'ОШИБКА',
    warning: 'ЗАМЕЧАНИЕ',
    says: 'клиенты пишут',
    known: 'известно как',
    remedy: 'что делать',
    first:
      'При любой причине клиенты начинают с «failed to connect to all addresses» или UNAVAILABLE: читайте то, что стоит после «last error».',
  },
} as const;

/** The report for people. */
export function reportLines(report: Report, language: Language): string[] {
  const words = WORDS[language];
  const { address, name, chain, protocol, cipher, alpn, trusted, problems, warnings, sound } = report;
  const presented =
    chain === null
      ? [words.none]
      : [
          ...chain.flatMap((facts, at) => chainLines(facts, at + 1, language)),
          `${protocol}, ${cipher}, ALPN ${alpn ?? '-'}`,
        ];
  return [
    `${address}, ${words.as} ${name}`,
    ...presented,
    `${words.trusted}: ${trusted}`,
    '',
    ...(sound ? [words.sound] : []),
    ...problems.flatMap((told) => toldLines(told, words.bad, language)),
    ...warnings.flatMap(({ meaning, remedies }) => [
      `${words.warning}: ${meaning}`,
      ...remedies.map((step) => `  ${step}`),
    ]),
    ...(sound ? [] : [words.first]),
  ].map(printable);
}

function chainLines(facts: CertificateFacts, number: number, language: Language): string[] {
  const words = WORDS[language];
  const days = Math.floor((Date.parse(facts.validTo) - Date.now()) / DAY);
  return [
    `  ${number}. ${facts.subject}`,
    `     ${words.issuer}: ${facts.issuer}`,
    `     ${words.valid}: ${facts.validFrom} - ${facts.validTo} (${words.left(days)})`,
    ...(facts.names.length === 0 ? [] : [`     ${words.names}: ${facts.names.join(', ')}`]),
    `     ${words.key}: ${facts.key}, SHA-256 ${facts.fingerprint}`,
  ];
}

function toldLines({ meaning, found, says, phrases, remedies }: Told, head: string, language: Language): string[] {
  const words = WORDS[language];
  return [
    `${head}: ${meaning}`,
    `  ${found}`,
    `  ${words.says}:`,
    `    Python, C++, PHP, Ruby: ${says.python}`,
    `    Node (grpc-js): ${says.node}`,
    `    openssl s_client: ${says.openssl}`,
    ...(phrases.length === 0 ? [] : [`  ${words.known}: ${phrases.join(' / ')}`]),
    `  ${words.remedy}:`,
    ...remedies.map((step) => `    ${step}`),
    '',
  ];
}
