import type { X509Certificate } from 'node:crypto';
import { checkServerIdentity } from 'node:tls';
import { isSelfSigned, namesOf } from '../../../certificates/index.ts';
import type { InBoth } from '../../trust.ts';
import { type Address, shownAddress } from './address.ts';
import type { Cause } from './causes.ts';
import type { Secure, Seen } from './look.ts';
import { anchorOf, type Trusted } from './trusted.ts';

/** One thing that is wrong. */
export interface Problem {
  readonly cause: Exclude<Cause, 'sound'>;
  /** What was seen of it, with its figures. */
  readonly found: InBoth;
}

/** Beyond this the clocks differ, and not the network (ms). */
const CLOCK_LEAD_MS = 5 * 60_000;

const same = (text: string): InBoth => ({ en: text, ru: text });

/** What is wrong with what was seen, the first thing to mend first; empty: all is sound. Times are ms UTC. */
export function judge(
  seen: Seen,
  address: Address,
  trusted: Trusted,
  clocks: { readonly now: number; readonly server: number | null },
): Problem[] {
  switch (seen.kind) {
    case 'unreachable':
      return [{ cause: unreachableCause(seen.code), found: same(seen.message) }];
    case 'plaintext':
      return [plaintextProblem(seen)];
    case 'handshake':
      return [handshakeProblem(seen)];
    case 'secure':
      return secureProblems(seen, address, trusted, clocks);
  }
}

/** Some certificate of the chain is out of its time. */
export function isOutOfTime(chain: readonly X509Certificate[], now: number): boolean {
  return chain.some((certificate) => !isTimely(certificate, now));
}

function unreachableCause(code: string): Exclude<Cause, 'sound'> {
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'TIMEOUT' || code === 'ETIMEDOUT') return 'timeout';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknown_host';
  return 'unreachable';
}

function plaintextProblem({ speaks, message }: Extract<Seen, { kind: 'plaintext' }>): Problem {
  const what: Readonly<Record<typeof speaks.protocol, InBoth>> = {
    http: { en: 'it speaks plain HTTP', ru: 'он говорит по HTTP без шифрования' },
    h2: { en: 'it speaks plain HTTP/2 (gRPC without TLS)', ru: 'он говорит по HTTP/2 без шифрования (gRPC без TLS)' },
    other: same(speaks.protocol === 'other' ? JSON.stringify(speaks.said) : ''),
  };
  const { en, ru } = what[speaks.protocol];
  return { cause: 'plaintext', found: { en: `${en} (${message})`, ru: `${ru} (${message})` } };
}

function handshakeProblem({ message, code, oldest }: Extract<Seen, { kind: 'handshake' }>): Problem {
  if (code === 'TIMEOUT')
    return {
      cause: 'timeout',
      found: {
        en: `it accepts the connection and answers nothing (${message})`,
        ru: `соединение принято, но ответа нет (${message})`,
      },
    };
  const reason = `${code}: ${message}`;
  if (oldest === null) return { cause: 'handshake', found: same(reason) };
  return {
    cause: 'handshake',
    found: {
      en: `${reason}; with everything old allowed the server speaks ${oldest}`,
      ru: `${reason}; если разрешить всё устаревшее, сервер говорит ${oldest}`,
    },
  };
}

function secureProblems(
  seen: Secure,
  address: Address,
  trusted: Trusted,
  { now, server }: { readonly now: number; readonly server: number | null },
): Problem[] {
  const { chain, verdict } = seen;
  const leaf = chain[0];
  if (leaf === undefined) return [{ cause: 'unsound', found: same('the server presented no certificate') }];
  const anchor = anchorOf(chain, trusted.certificates);
  const dated = anchor === null ? chain : [...chain, anchor];
  const problems = [
    verdict === null || anchor !== null ? null : trustProblem(chain, trusted),
    timeProblem(dated, now, server),
    nameProblem(leaf, address),
  ].filter((problem) => problem !== null);
  // only when nothing of ours explains it, OpenSSL's own word
  if (verdict !== null && !problems.some(({ cause }) => cause !== 'wrong_name'))
    problems.push({ cause: /PURPOSE/.test(verdict) ? 'wrong_usage' : 'unsound', found: same(verdict) });
  return problems;
}

function trustProblem(chain: readonly X509Certificate[], { certificates, label }: Trusted): Problem {
  const [leaf, top] = [chain[0] as X509Certificate, chain.at(-1) as X509Certificate];
  if (chain.length === 1 && isSelfSigned(leaf)) return { cause: 'self_signed', found: same(oneLine(leaf.subject)) };
  const issuer = oneLine(top.issuer);
  if (!top.ca && /CA Issuers/.test(top.infoAccess ?? ''))
    return {
      cause: 'missing_intermediate',
      found: {
        en: `${oneLine(top.subject)} was signed by ${issuer}, which the server does not send`,
        ru: `${oneLine(top.subject)} подписан центром ${issuer}, сертификат которого сервер не отдаёт`,
      },
    };
  const namesake = certificates.some(({ subject }) => subject === top.issuer);
  const [note, notiz] = namesake
    ? ['; it holds a CA of the same name with another key', '; там есть центр с тем же именем, но с другим ключом']
    : ['', ''];
  return {
    cause: 'unknown_ca',
    found: {
      en: `the chain ends at ${issuer}; trusted is: ${label.en}${note}`,
      ru: `цепочка кончается на ${issuer}; доверие: ${label.ru}${notiz}`,
    },
  };
}

function timeProblem(chain: readonly X509Certificate[], now: number, server: number | null): Problem | null {
  const wrong = chain.find((certificate) => !isTimely(certificate, now));
  if (wrong === undefined) return null;
  const shown = (time: number): string => new Date(time).toISOString();
  const [from, to] = [Date.parse(wrong.validFrom), Date.parse(wrong.validTo)];
  const clock = server === null ? null : server - now;
  if (server !== null && Math.abs(server - now) > CLOCK_LEAD_MS && !isOutOfTime(chain, server)) {
    const minutes = Math.round((server - now) / 60_000);
    return {
      cause: 'clock_wrong',
      found: {
        en: `this machine: ${shown(now)}, the server: ${shown(server)} (${minutes} minutes); valid from ${shown(from)} to ${shown(to)}`,
        ru: `эта машина: ${shown(now)}, сервер: ${shown(server)} (${minutes} мин); срок с ${shown(from)} по ${shown(to)}`,
      },
    };
  }
  const subject = oneLine(wrong.subject);
  const [en, ru] =
    clock === null || Math.abs(clock) <= CLOCK_LEAD_MS
      ? ['', '']
      : [`; the server's clock shows ${shown(now + clock)}`, `; часы сервера показывают ${shown(now + clock)}`];
  return now > to
    ? {
        cause: 'expired',
        found: {
          en: `${subject}: expired at ${shown(to)}, now it is ${shown(now)}${en}`,
          ru: `${subject}: срок истёк ${shown(to)}, сейчас ${shown(now)}${ru}`,
        },
      }
    : {
        cause: 'not_yet_valid',
        found: {
          en: `${subject}: valid from ${shown(from)}, now it is ${shown(now)}${en}`,
          ru: `${subject}: действует с ${shown(from)}, сейчас ${shown(now)}${ru}`,
        },
      };
}

function nameProblem(leaf: X509Certificate, address: Address): Problem | null {
  if (checkServerIdentity(address.name, leaf.toLegacyObject() as never) === undefined) return null;
  const names = namesOf(leaf.subjectAltName);
  const offered =
    names.length === 0
      ? { en: 'no name (no subjectAltName)', ru: 'никаких имён (нет subjectAltName)' }
      : same(names.join(', '));
  const at = shownAddress(address);
  return {
    cause: 'wrong_name',
    found: {
      en: `asked for ${address.name} at ${at}, the certificate names ${offered.en}`,
      ru: `запрошено имя ${address.name} (${at}), в сертификате ${offered.ru}`,
    },
  };
}

function isTimely(certificate: X509Certificate, now: number): boolean {
  return now >= Date.parse(certificate.validFrom) && now <= Date.parse(certificate.validTo);
}

function oneLine(name: string): string {
  return name.split('\n').reverse().join(', ');
}
