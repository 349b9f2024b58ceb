/** One setting: where it can be given and what it means. */
export interface SettingDefinition {
  /** Key in outcry.config.json and of the flag (`--http-port` for httpPort). */
  readonly key: SettingKey;
  readonly variable: string;
  readonly fallback: string;
  /** What the value looks like, for help and errors. */
  readonly form: string;
  readonly meaning: string;
}

export type SettingKey =
  | 'host'
  | 'httpPort'
  | 'httpsPort'
  | 'chpPort'
  | 'chpOrigins'
  | 'grpcPort'
  | 'grpcTlsPort'
  | 'siteDir'
  | 'sitePort'
  | 'tlsCert'
  | 'tlsKey'
  | 'dataDir'
  | 'databaseUrl'
  | 'feed'
  | 'feedStart'
  | 'feedSpeed'
  | 'limits'
  | 'orderRepeats'
  | 'logLevel';

/** Every setting, in the order of the help text. Sources: flags, then environment, then outcry.config.json, then the default. */
export const SETTING_DEFINITIONS: readonly SettingDefinition[] = [
  {
    key: 'host',
    variable: 'OUTCRY_HOST',
    fallback: '127.0.0.1',
    form: 'host name or address',
    meaning: 'where to listen',
  },
  {
    key: 'httpPort',
    variable: 'OUTCRY_HTTP_PORT',
    fallback: '8080',
    form: 'port, 0 for any free one',
    meaning: 'dashboard and all HTTP faces; a taken default moves to the next free port',
  },
  {
    key: 'httpsPort',
    variable: 'OUTCRY_HTTPS_PORT',
    fallback: '8443',
    form: 'port, 0 for any free one',
    meaning: 'all HTTP faces over TLS, when a certificate is set',
  },
  {
    key: 'chpPort',
    variable: 'OUTCRY_CHP_PORT',
    fallback: '5001',
    form: 'port, 0 for any free one',
    meaning: 'the CHP face alone, as its clients expect; a taken default moves to the next free port',
  },
  {
    key: 'chpOrigins',
    variable: 'OUTCRY_CHP_ORIGINS',
    fallback: '',
    form: 'origins such as https://robots.example:8443, separated by commas',
    meaning: 'web pages that may call the CHP face from a browser, beside those of its own address; empty: none',
  },
  {
    key: 'grpcPort',
    variable: 'OUTCRY_GRPC_PORT',
    fallback: '50051',
    form: 'port, 0 for any free one',
    meaning: 'T-Invest over gRPC, plaintext; a taken default moves to the next free port',
  },
  {
    key: 'grpcTlsPort',
    variable: 'OUTCRY_GRPC_TLS_PORT',
    fallback: '50052',
    form: 'port, 0 for any free one',
    meaning: 'T-Invest over gRPC with TLS, when a certificate is set',
  },
  {
    key: 'siteDir',
    variable: 'OUTCRY_SITE_DIR',
    fallback: '',
    form: 'folder with an index.html',
    meaning: "an investors' site over the RAMM Client API, served at a port of its own; empty: none",
  },
  {
    key: 'sitePort',
    variable: 'OUTCRY_SITE_PORT',
    fallback: '8090',
    form: 'port, 0 for any free one',
    meaning: "the investors' site, over TLS when a certificate is set; a taken default moves to the next free port",
  },
  {
    key: 'tlsCert',
    variable: 'OUTCRY_TLS_CERT',
    fallback: '',
    form: 'path of a PEM file',
    meaning: 'certificate chain for TLS',
  },
  {
    key: 'tlsKey',
    variable: 'OUTCRY_TLS_KEY',
    fallback: '',
    form: 'path of a PEM file',
    meaning: 'private key of the certificate',
  },
  {
    key: 'dataDir',
    variable: 'OUTCRY_DATA_DIR',
    fallback: './data',
    form: 'folder',
    meaning: 'journal, read model, credentials',
  },
  {
    key: 'databaseUrl',
    variable: 'OUTCRY_DATABASE_URL',
    fallback: '',
    form: 'empty',
    meaning: 'empty: SQLite in the data folder, the only engine of this version',
  },
  {
    key: 'feed',
    variable: 'OUTCRY_FEED',
    fallback: 'synthetic',
    form: 'synthetic, recorded:<file or folder>, or recorded:<…>,synthetic',
    meaning: 'where market data comes from',
  },
  {
    key: 'feedStart',
    variable: 'OUTCRY_FEED_START',
    fallback: 'now',
    form: 'now or command',
    meaning: 'command: the tape waits for play',
  },
  {
    key: 'feedSpeed',
    variable: 'OUTCRY_FEED_SPEED',
    fallback: '1',
    form: 'a number above 0, or max',
    meaning: '1 = real time, 60 = a minute each second, max = as fast as the platform follows (recorded only)',
  },
  {
    key: 'limits',
    variable: 'OUTCRY_LIMITS',
    fallback: 'on',
    form: 'on or off',
    meaning: "off lifts the faces' rate limits, for load tests",
  },
  {
    key: 'orderRepeats',
    variable: 'OUTCRY_ORDER_REPEATS',
    fallback: 'answer',
    form: 'answer or refuse',
    meaning: 'T-Invest: an order key that comes again is answered with its order, or refused with 30057',
  },
  {
    key: 'logLevel',
    variable: 'OUTCRY_LOG_LEVEL',
    fallback: 'info',
    form: 'trace, debug, info, warn, error or silent',
    meaning: 'how much is logged to standard error',
  },
];

/** The flag of a setting: `--http-port`. */
export function flagOf(key: SettingKey): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
