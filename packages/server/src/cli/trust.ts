/** Languages that explanations are given in. */
export type Language = 'en' | 'ru';

export const LANGUAGES: readonly Language[] = ['en', 'ru'];

/** The same in both. */
export type InBoth = Readonly<Record<Language, string>>;

/** How the clients of one kind are made to trust a CA. */
export interface TrustStep {
  readonly clients: InBoth;
  readonly how: InBoth;
}

const same = (text: string): InBoth => ({ en: text, ru: text });

/** How each SDK is made to trust the CA in a PEM file. */
export function trustSteps(file: string): readonly TrustStep[] {
  return [
    {
      clients: same('Python, C++, PHP, Ruby'),
      how: same(`GRPC_DEFAULT_SSL_ROOTS_FILE_PATH=${file}`),
    },
    {
      clients: { en: 'Python, REST', ru: 'Python, REST' },
      how: { en: `REQUESTS_CA_BUNDLE=${file}, or SSL_CERT_FILE`, ru: `REQUESTS_CA_BUNDLE=${file} или SSL_CERT_FILE` },
    },
    {
      clients: same('Node, gRPC'),
      how: {
        en: `GRPC_DEFAULT_SSL_ROOTS_FILE_PATH=${file} (then NODE_EXTRA_CA_CERTS counts for nothing)`,
        ru: `GRPC_DEFAULT_SSL_ROOTS_FILE_PATH=${file} (NODE_EXTRA_CA_CERTS тогда не действует)`,
      },
    },
    { clients: same('Node, REST'), how: same(`NODE_EXTRA_CA_CERTS=${file}`) },
    { clients: same('Go'), how: same(`SSL_CERT_FILE=${file}`) },
    {
      clients: same('Java'),
      how: {
        en: `keytool -importcert -noprompt -alias outcry -file ${file} -keystore trust.p12 -storepass changeit, then -Djavax.net.ssl.trustStore=trust.p12 -Djavax.net.ssl.trustStorePassword=changeit`,
        ru: `keytool -importcert -noprompt -alias outcry -file ${file} -keystore trust.p12 -storepass changeit, затем -Djavax.net.ssl.trustStore=trust.p12 -Djavax.net.ssl.trustStorePassword=changeit`,
      },
    },
    {
      clients: same('C#'),
      how: {
        en: `the system's trusted roots (Linux: copy it to /usr/local/share/ca-certificates/outcry.crt, then update-ca-certificates; Windows: certutil -addstore -user Root ${file}), or an HttpClientHandler of your own`,
        ru: `доверенные корневые центры системы (Linux: скопируйте его в /usr/local/share/ca-certificates/outcry.crt, затем update-ca-certificates; Windows: certutil -addstore -user Root ${file}) или собственный HttpClientHandler`,
      },
    },
    { clients: same('curl'), how: same(`--cacert ${file}`) },
  ];
}
