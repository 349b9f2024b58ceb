import type { Endpoints } from '../../../startup/index.ts';
import { type InBoth, trustSteps } from '../../trust.ts';
import { type Address, shownAddress } from './address.ts';
import type { Cause } from './causes.ts';

/** What is known of this machine's platform when advice is given. */
export interface Surroundings {
  /** CA file that would make the endpoint trusted; null: none is at hand. */
  readonly caFile: string | null;
  /** Where the platform of the data folder listens; null: unknown, or the address is on another machine. */
  readonly endpoints: Endpoints | null;
  /** Issuer of the topmost certificate that was presented. */
  readonly topIssuer: string;
}

/** A path to fill in. */
const CA_FILE = '<ca.pem>';
/** The national CA behind the real service is in no usual trust store. */
const NATIONAL = /Russian Trusted/;

/** What to do about a cause, step by step. */
export function remedies(cause: Exclude<Cause, 'sound'>, address: Address, around: Surroundings): InBoth[] {
  switch (cause) {
    case 'unknown_ca':
      return unknownAuthority(address, around);
    case 'self_signed':
      return [
        {
          en: 'the server: take a certificate that a CA has signed; `outcry tls init` makes both, clients then trust the CA',
          ru: 'на сервере: возьмите сертификат, подписанный удостоверяющим центром; `outcry tls init` создаёт и центр, и сертификат, клиенты доверяют центру',
        },
        {
          en: 'if the server cannot be changed: let the client trust this very certificate, saved from',
          ru: 'если сервер изменить нельзя: пусть клиент доверяет самому этому сертификату, сохраните его командой',
        },
        same(`  openssl s_client -connect ${shownAddress(address)} -showcerts </dev/null`),
        ...steps(CA_FILE),
      ];
    case 'missing_intermediate':
      return [
        {
          en: 'the server: put the whole chain into the certificate file (OUTCRY_TLS_CERT), its own certificate first, then the intermediate CAs (fullchain.pem)',
          ru: 'на сервере: поместите в файл сертификата (OUTCRY_TLS_CERT) всю цепочку: сначала сертификат сервера, затем промежуточные центры (fullchain.pem)',
        },
        {
          en: 'until then: let the client trust the intermediate and the root CA, both in one PEM file',
          ru: 'до тех пор: пусть клиент доверяет промежуточному и корневому центру, оба в одном файле PEM',
        },
        ...steps(CA_FILE),
      ];
    case 'expired':
      return [
        {
          en: 'the server: renew the certificate; `outcry tls init` does so for one that it made, and a running platform takes it at once. Clients need nothing new: the CA is the same',
          ru: 'на сервере: обновите сертификат; `outcry tls init` обновляет созданный им, и работающая платформа подхватывает его сразу. Клиентам ничего менять не нужно: центр прежний',
        },
        {
          en: 'if it should still be valid: look at the clock of this machine',
          ru: 'если срок ещё не должен был истечь: проверьте часы этой машины',
        },
      ];
    case 'not_yet_valid':
    case 'clock_wrong':
      return [
        {
          en: 'set the clocks, of this machine and of the server (timedatectl set-ntp true; in containers and virtual machines the clock of the host counts; after a sleep, WSL: hwclock -s)',
          ru: 'сверьте часы этой машины и сервера (timedatectl set-ntp true; в контейнерах и виртуальных машинах — часы хоста; WSL после сна: hwclock -s)',
        },
        {
          en: 'when the clocks are right: wait, or make the certificate anew with `outcry tls init`',
          ru: 'если часы верны: подождите или создайте сертификат заново командой `outcry tls init`',
        },
      ];
    case 'wrong_name':
      return [
        {
          en: `the server: add the name: outcry tls init --host ${address.name} (the CA stays, clients need nothing new)`,
          ru: `на сервере: добавьте имя: outcry tls init --host ${address.name} (центр прежний, клиентам ничего менять не нужно)`,
        },
        {
          en: 'or let the client use one of the names that the certificate has; a name goes to an address in /etc/hosts',
          ru: 'или обращайтесь по одному из имён сертификата; имя связывается с адресом в /etc/hosts',
        },
        {
          en: 'Python: option (("grpc.ssl_target_name_override", "<name>"),); Node: the channel option of the same name; Go: credentials.NewClientTLSFromCert(pool, "<name>"); Java: overrideAuthority("<name>"); C#: GrpcChannel with a handler that sets the host; curl: --connect-to',
          ru: 'Python: опция (("grpc.ssl_target_name_override", "<имя>"),); Node: одноимённая опция канала; Go: credentials.NewClientTLSFromCert(pool, "<имя>"); Java: overrideAuthority("<имя>"); C#: GrpcChannel с обработчиком, задающим имя; curl: --connect-to',
        },
      ];
    case 'plaintext':
      return plaintext(address, around);
    case 'refused':
    case 'timeout':
    case 'unreachable':
    case 'unknown_host':
      return [
        {
          en: 'is the platform running, and is this its port? `endpoints.json` in the data folder names every port of this start; a port over TLS is open only when a certificate is set',
          ru: 'запущена ли платформа и тот ли это порт? `endpoints.json` в папке данных называет все порты этого запуска; порты с TLS открыты, только если задан сертификат',
        },
        {
          en: 'from another machine: OUTCRY_HOST=0.0.0.0, and a firewall that lets the port through; a proxy in the variables grpc_proxy or https_proxy is used by gRPC clients, too',
          ru: 'с другой машины: OUTCRY_HOST=0.0.0.0 и открытый в межсетевом экране порт; прокси из переменных grpc_proxy и https_proxy используют и клиенты gRPC',
        },
        ...ownPorts(around),
      ];
    case 'handshake':
      return [
        {
          en: 'bring the older side up to date: TLS 1.2 at least on both. Outcry speaks TLS 1.2 and 1.3',
          ru: 'обновите более старую сторону: не ниже TLS 1.2 с обеих сторон. Outcry говорит на TLS 1.2 и 1.3',
        },
        {
          en: 'Java: 8u261 or later; .NET: 4.6.2 or later; Python: ssl.OPENSSL_VERSION 1.1.1 or later; a proxy or virus scanner in between may end handshakes as well',
          ru: 'Java: 8u261 или новее; .NET: 4.6.2 или новее; Python: ssl.OPENSSL_VERSION 1.1.1 или новее; рукопожатие может прерывать и прокси или антивирус между ними',
        },
      ];
    case 'wrong_usage':
    case 'unsound':
      return [
        {
          en: 'the server: take a certificate made for servers (subjectAltName, extended key usage serverAuth, RSA of 2048 bits or P-256, SHA-256); `outcry tls init` makes one',
          ru: 'на сервере: возьмите сертификат для серверов (subjectAltName, расширенное использование ключа serverAuth, RSA от 2048 бит или P-256, SHA-256); его создаёт `outcry tls init`',
        },
      ];
    case 'no_h2':
      return [
        {
          en: 'gRPC clients: take the gRPC port over TLS (OUTCRY_GRPC_TLS_PORT), not the HTTPS port; behind a proxy: let it offer h2 (nginx: `http2 on` and grpc_pass)',
          ru: 'клиентам gRPC: обращайтесь к порту gRPC с TLS (OUTCRY_GRPC_TLS_PORT), а не к порту HTTPS; за прокси: пусть он предлагает h2 (nginx: `http2 on` и grpc_pass)',
        },
        ...ownPorts(around),
      ];
  }
}

function unknownAuthority(address: Address, { caFile, topIssuer }: Surroundings): InBoth[] {
  const source: InBoth[] =
    caFile !== null
      ? [
          {
            en: `the CA is at hand: ${caFile}. Let clients trust it:`,
            ru: `центр известен: ${caFile}. Пусть клиенты доверяют ему:`,
          },
        ]
      : NATIONAL.test(topIssuer)
        ? [
            {
              en: 'this is the Russian national CA, which no usual trust store has: get the root (and the Sub CA) from its publisher, compare the fingerprint there, and let clients trust it:',
              ru: 'это национальный удостоверяющий центр РФ, его нет в обычных хранилищах: возьмите корневой сертификат (и Sub CA) у издателя, сверьте отпечаток, и пусть клиенты доверяют ему:',
            },
          ]
        : [
            {
              en: 'get the CA from whoever runs the server (`outcry tls ca > ca.pem` there), compare the fingerprint, and let clients trust it; not the certificate of the server, which is short-lived:',
              ru: 'получите сертификат центра у того, кто ведёт сервер (там: `outcry tls ca > ca.pem`), сверьте отпечаток, и пусть клиенты доверяют ему, а не недолговечному сертификату сервера:',
            },
          ];
  const file = caFile ?? CA_FILE;
  return [
    ...source,
    ...steps(file),
    {
      en: 'then look again (`openssl s_client` shows what a server presents, it issues nothing):',
      ru: 'затем проверьте снова (`openssl s_client` показывает, что отдаёт сервер, и ничего не выпускает):',
    },
    same(`  outcry doctor tls ${shownAddress(address)} --ca ${file}`),
    {
      en: 'if the CA is trusted already: there is an intermediate CA that the server must send as well (its certificate file holds the whole chain, its own certificate first)',
      ru: 'если центру уже доверяют: есть промежуточный центр, и сервер должен отдавать и его (в файле сертификата вся цепочка, сначала сертификат сервера)',
    },
  ];
}

function plaintext(address: Address, around: Surroundings): InBoth[] {
  return [
    ...ownPorts(around, address.port),
    {
      en: 'either take the port over TLS (it is open when a certificate is set: `outcry tls init --configure`, then start again), or let the client speak without TLS:',
      ru: 'либо обращайтесь к порту с TLS (он открыт, если задан сертификат: `outcry tls init --configure`, затем запустите снова), либо пусть клиент говорит без TLS:',
    },
    {
      en: '  Python: grpc.insecure_channel; Node: credentials.createInsecure() (tinkoff-invest-api: endpoint localhost:…); Go: insecure.NewCredentials(); Java: usePlaintext(); C#: http://…; REST: http://…',
      ru: '  Python: grpc.insecure_channel; Node: credentials.createInsecure() (tinkoff-invest-api: endpoint localhost:…); Go: insecure.NewCredentials(); Java: usePlaintext(); C#: http://…; REST: http://…',
    },
  ];
}

/** The ports of this machine's platform, over TLS and without. */
function ownPorts({ endpoints }: Surroundings, asked?: number): InBoth[] {
  if (endpoints === null) return [];
  const blocks = Object.entries(endpoints).filter(([, endpoint]) => endpoint !== null);
  const mine = blocks.find(([, endpoint]) => endpoint?.port === asked)?.[0];
  const list = blocks.map(([block, endpoint]) => `${block} ${endpoint?.url}`).join(', ');
  return [
    ...(mine === undefined
      ? []
      : [
          {
            en: `this is the port \`${mine}\` of the platform on this machine, which is without TLS`,
            ru: `это порт \`${mine}\` платформы на этой машине, он без TLS`,
          },
        ]),
    { en: `the platform on this machine listens on: ${list}`, ru: `платформа на этой машине слушает: ${list}` },
  ];
}

function steps(file: string): InBoth[] {
  return trustSteps(file).map(({ clients, how }) => ({
    en: `  ${clients.en}: ${how.en}`,
    ru: `  ${clients.ru}: ${how.ru}`,
  }));
}

function same(text: string): InBoth {
  return { en: text, ru: text };
}
