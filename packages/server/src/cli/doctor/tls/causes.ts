import type { InBoth } from '../../trust.ts';

/** Every reason for which a client fails at an endpoint, and `sound`. */
export type Cause =
  | 'sound'
  | 'unknown_host'
  | 'refused'
  | 'timeout'
  | 'unreachable'
  | 'plaintext'
  | 'handshake'
  | 'self_signed'
  | 'missing_intermediate'
  | 'unknown_ca'
  | 'expired'
  | 'not_yet_valid'
  | 'clock_wrong'
  | 'wrong_name'
  | 'wrong_usage'
  | 'unsound'
  | 'no_h2';

/** What a cause means and what clients say of it: C-core (Python, C++, PHP, Ruby), Node's grpc-js, `openssl s_client`. */
export interface CauseWords {
  readonly meaning: InBoth;
  readonly python: string;
  readonly node: string;
  readonly openssl: string;
}

/** Clients say this first, whatever the cause (UNAVAILABLE, 14); the cause stands after it. */
const FAILED = 'failed to connect to all addresses';
const HANDSHAKE = `${FAILED}; last error: … Tls handshake failed (TSI_PROTOCOL_FAILURE): SSL_ERROR_SSL: …`;
const VERIFY = `${HANDSHAKE} CERTIFICATE_VERIFY_FAILED:`;

/** By cause; the words of clients were taken from grpcio 1.84, grpc-js 1.14 and OpenSSL 3 at such endpoints. */
export const CAUSES: Readonly<Record<Exclude<Cause, 'sound'>, CauseWords>> = {
  unknown_host: {
    meaning: { en: 'no server has this name', ru: 'сервера с таким именем нет' },
    python: `${FAILED}, or: DNS resolution failed`,
    node: 'Name resolution failed for target dns:…',
    openssl: 'Name or service not known',
  },
  refused: {
    meaning: { en: 'nothing listens on this port', ru: 'на этом порту никто не слушает' },
    python: `${FAILED}; last error: UNKNOWN: … Connection refused`,
    node: 'No connection established. Last error: connect ECONNREFUSED',
    openssl: 'connect:errno=111',
  },
  timeout: {
    meaning: {
      en: 'nothing came back in time: a firewall drops the packets, or the host is down',
      ru: 'ответ не пришёл вовремя: межсетевой экран отбрасывает пакеты или машина выключена',
    },
    python: `DEADLINE_EXCEEDED: Deadline Exceeded (or: ${FAILED})`,
    node: 'Deadline exceeded … Waiting for LB pick',
    openssl: 'no answer',
  },
  unreachable: {
    meaning: { en: 'the network does not lead to this address', ru: 'сеть не ведёт к этому адресу' },
    python: `${FAILED}; last error: …`,
    node: 'No connection established. Last error: connect …',
    openssl: 'connect:errno=…',
  },
  plaintext: {
    meaning: {
      en: 'the port answers without TLS; the client asked for TLS. No certificate is concerned',
      ru: 'порт отвечает без TLS, а клиент просит TLS. Сертификат здесь ни при чём',
    },
    python: `${HANDSHAKE} WRONG_VERSION_NUMBER`,
    node: 'No connection established. Last error: … wrong version number',
    openssl: 'wrong version number, no peer certificate available',
  },
  handshake: {
    meaning: {
      en: 'server and client found no common protocol version or cipher, or the server ended the handshake',
      ru: 'сервер и клиент не нашли общей версии протокола или шифра, либо сервер прервал рукопожатие',
    },
    python: `${HANDSHAKE} TLSV1_ALERT_PROTOCOL_VERSION, or SSLV3_ALERT_HANDSHAKE_FAILURE`,
    node: 'No connection established. Last error: … alert protocol version, or alert handshake failure',
    openssl: 'alert protocol version, or alert handshake failure; no peer certificate available',
  },
  self_signed: {
    meaning: {
      en: "the server's certificate has signed itself: no CA stands behind it",
      ru: 'сертификат сервера подписан им самим: за ним не стоит удостоверяющий центр',
    },
    python: `${VERIFY} self signed certificate (newer versions: unable to get local issuer certificate)`,
    node: 'No connection established. Last error: self-signed certificate',
    openssl: 'Verify return code: 18 (self-signed certificate)',
  },
  missing_intermediate: {
    meaning: {
      en: 'the server sends its own certificate alone, without the intermediate CA that signed it',
      ru: 'сервер отдаёт только свой сертификат, без промежуточного центра, который его подписал',
    },
    python: `${VERIFY} unable to get local issuer certificate`,
    node: 'No connection established. Last error: unable to verify the first certificate',
    openssl: 'Verify return code: 21 (unable to verify the first certificate)',
  },
  unknown_ca: {
    meaning: {
      en: 'the CA that signed the chain is not trusted here. The certificate itself may be perfect',
      ru: 'удостоверяющему центру, подписавшему цепочку, здесь не доверяют. Сам сертификат может быть в порядке',
    },
    python: `${VERIFY} unable to get local issuer certificate`,
    node: 'No connection established. Last error: unable to verify the first certificate (or: self-signed certificate in certificate chain)',
    openssl: 'Verify return code: 21 (unable to verify the first certificate), 20 or 19',
  },
  expired: {
    meaning: { en: 'a certificate of the chain has expired', ru: 'срок сертификата в цепочке истёк' },
    python: `${VERIFY} certificate has expired`,
    node: 'No connection established. Last error: certificate has expired',
    openssl: 'Verify return code: 10 (certificate has expired)',
  },
  not_yet_valid: {
    meaning: {
      en: 'a certificate of the chain is not valid yet',
      ru: 'срок сертификата в цепочке ещё не наступил',
    },
    python: `${VERIFY} certificate is not yet valid`,
    node: 'No connection established. Last error: certificate is not yet valid',
    openssl: 'Verify return code: 9 (certificate is not yet valid)',
  },
  clock_wrong: {
    meaning: {
      en: "by the server's clock the certificate is valid, by this machine's it is not: one of the clocks is wrong",
      ru: 'по часам сервера сертификат действителен, по часам этой машины — нет: одни из часов неверны',
    },
    python: `${VERIFY} certificate has expired (or: is not yet valid)`,
    node: 'No connection established. Last error: certificate has expired (or: is not yet valid)',
    openssl: 'Verify return code: 9 or 10',
  },
  wrong_name: {
    meaning: {
      en: 'the certificate is for other names than the one the client asks for',
      ru: 'сертификат выдан на другие имена, не на то, которое запрашивает клиент',
    },
    python: `${FAILED}; last error: … Custom verification check failed with error: … Hostname Verification Check failed`,
    node: "No connection established. Last error: Hostname/IP does not match certificate's altnames (ERR_TLS_CERT_ALTNAME_INVALID)",
    openssl: 'Verify return code: 62 (hostname mismatch), with -verify_hostname',
  },
  wrong_usage: {
    meaning: {
      en: "the certificate may not stand for a server (its extended key usage lacks 'serverAuth')",
      ru: 'сертификат не предназначен для сервера (в расширенном использовании ключа нет serverAuth)',
    },
    python: `${VERIFY} unsupported certificate purpose`,
    node: 'No connection established. Last error: unsupported certificate purpose',
    openssl: 'Verify return code: 26 (unsuitable certificate purpose)',
  },
  unsound: {
    meaning: { en: 'the chain breaks a rule of certificates', ru: 'цепочка нарушает правила для сертификатов' },
    python: `${VERIFY} …`,
    node: 'No connection established. Last error: …',
    openssl: 'Verify return code: …',
  },
  no_h2: {
    meaning: {
      en: 'the server does not offer HTTP/2 (ALPN h2): browsers and REST clients work, gRPC clients do not',
      ru: 'сервер не предлагает HTTP/2 (ALPN h2): браузеры и клиенты REST работают, клиенты gRPC — нет',
    },
    python: `${HANDSHAKE} TLSV1_ALERT_NO_APPLICATION_PROTOCOL, or: Cannot check peer: missing selected ALPN property`,
    node: 'No connection established. Last error: … tlsv1 alert no application protocol',
    openssl: 'No ALPN negotiated, or with -alpn h2: alert no application protocol',
  },
};

/** Phrases under which the errors are known to people (seed of T-Invest's documentation). */
export const PHRASES = ['failed to connect to all addresses', 'handshake failed', 'certificate verify failed'] as const;

/** Which of these phrases a client of the C-core says for a cause. */
export function phrasesOf(cause: Exclude<Cause, 'sound'>): string[] {
  const said = CAUSES[cause].python.toLowerCase().replaceAll('_', ' ');
  return PHRASES.filter((phrase) => said.includes(phrase));
}
