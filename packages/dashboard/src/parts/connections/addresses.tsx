import type { Connections } from 'outcry/native-api';
import { type Address, addressesOf, type FaceId, isSecure } from '../../connections/faces.ts';
import { tell } from '../../words/house/connection-words.ts';
import { Copyable } from '../copyable.tsx';

function nameOf({ kind, secure }: Address): string {
  return tell(secure && kind !== 'docs' && kind !== 'own' ? `address.${kind}Secure` : `address.${kind}`);
}

/** Where a face is found in this start. */
export function Addresses(props: { readonly face: FaceId; readonly connections: Connections }) {
  return (
    <section>
      <h2>{tell('addresses')}</h2>
      {addressesOf(props.face, props.connections).map((address) => (
        <Copyable key={`${address.kind} ${address.secure}`} name={nameOf(address)} text={address.text} />
      ))}
    </section>
  );
}

/** What a client over TLS is told, in the variables of its language. */
const TRUST = [
  ['Python (requests)', 'REQUESTS_CA_BUNDLE=ca.pem'],
  ['Node', 'NODE_EXTRA_CA_CERTS=ca.pem'],
  ['gRPC (Python, Node, C++)', 'GRPC_DEFAULT_SSL_ROOTS_FILE_PATH=ca.pem'],
  ['Go', 'SSL_CERT_FILE=ca.pem'],
] as const;

/** How a client speaks to the platform over TLS. */
export function TlsHints({ connections }: { readonly connections: Connections }) {
  const secure = isSecure(connections);
  const { hostname, port } = tlsPlace(connections);
  return (
    <details class="group">
      <summary>{tell('tls')}</summary>
      <p>{tell(secure ? 'tlsOn' : 'tlsOff')}</p>
      {!secure && (
        <>
          <Copyable name="1" text="npx outcry tls init --configure" />
          <p>{tell('tlsOffNext')}</p>
        </>
      )}
      <Copyable name={secure ? '1' : '2'} text="npx outcry tls ca > ca.pem" />
      <p>{tell('tlsTrust')}</p>
      {TRUST.map(([client, variable]) => (
        <Copyable key={client} name={client} text={variable} />
      ))}
      <p>{tell('tlsDoctor')}</p>
      <Copyable name="outcry doctor" text={`npx outcry doctor tls ${hostname}:${port}`} />
    </details>
  );
}

function tlsPlace({ items }: Connections): { hostname: string; port: string } {
  const https = items.find(({ name }) => name === 'https');
  if (https === undefined) return { hostname: location.hostname, port: '8443' };
  const { hostname, port } = new URL(https.url);
  return { hostname, port };
}
