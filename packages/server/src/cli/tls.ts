import type { Command } from 'commander';
import { certificateFacts, pemCertificates } from '../certificates/index.ts';
import { flagOf } from '../settings/index.ts';
import { ownAuthority, tlsFiles } from '../startup/index.ts';
import { unusable } from './failure.ts';
import { answer } from './output.ts';
import { dataFolder } from './platform-client.ts';
import { type InitOptions, initTls } from './tls-init.ts';
import { wholeNumber } from './whole-number.ts';

const INIT_EXAMPLES = `
Examples:
  outcry tls init                          a CA and a certificate for localhost, 127.0.0.1 and ::1, in ./data/tls
  outcry tls init --host robots.example.com 192.168.1.20 --configure
                                           for further names, and set in outcry.config.json: the next start uses it
  outcry tls init                          said again: a new certificate under the same CA, with the names it has
  outcry tls init --force                  a new CA too: every client must be told to trust it

Nothing listens over TLS until OUTCRY_TLS_CERT and OUTCRY_TLS_KEY are set, or --configure has set them. A running platform
takes a renewed certificate within seconds. Keep ca-key.pem to yourself: whoever has it can pretend to be any server to
those who trust this CA.
Exit codes: 0 done, 1 failed, 2 something to mend.`;

const CA_EXAMPLES = `
Examples:
  outcry tls ca > ca.pem                   what clients must trust: the CA, never its key
  outcry tls ca --fingerprint              SHA-256, to compare what arrived elsewhere
  outcry tls ca --json                     for programs

Exit codes: 0 done, 2 there is no CA in the data folder.`;

interface CaOptions {
  readonly dataDir?: string;
  readonly fingerprint?: boolean;
  readonly json?: boolean;
}

/** `outcry tls`: a private CA in the data folder. */
export function tlsCommands(outcry: Command): void {
  const tls = outcry.command('tls').description('a private CA and certificates for TLS: init, ca');
  tls
    .command('init')
    .option('--host <name...>', 'further names and addresses under which clients reach the platform')
    .option('--days <count>', 'how long the certificate is valid, at most 825', wholeNumber, 397)
    .option('--force', 'begin anew with another CA; the old folder is kept under another name')
    .option('--configure', 'set the two files in outcry.config.json of this folder')
    .option(`${flagOf('dataDir')} <folder>`, 'data folder (OUTCRY_DATA_DIR or ./data)')
    .option('--json', 'print exact JSON')
    .description('make a private CA and a certificate, or renew the certificate')
    .addHelpText('after', INIT_EXAMPLES)
    .action((options: InitOptions) => initTls(options));
  tls
    .command('ca')
    .option('--fingerprint', 'print its SHA-256 fingerprint alone')
    .option(`${flagOf('dataDir')} <folder>`, 'data folder (OUTCRY_DATA_DIR or ./data)')
    .option('--json', 'print exact JSON')
    .description('print the CA that clients must trust, in PEM form')
    .addHelpText('after', CA_EXAMPLES)
    .action(printAuthority);
}

function printAuthority({ dataDir, fingerprint, json }: CaOptions): void {
  const folder = dataFolder(dataDir);
  const ca = ownAuthority(folder);
  const file = tlsFiles(folder).ca;
  if (ca === null)
    throw unusable(
      `there is no CA in ${file}: make one with \`outcry tls init\`, or name the data folder with --data-dir`,
    );
  const pem = ca.toString();
  const facts = certificateFacts(ca);
  answer(json, { file, ...facts, pem }, () => (fingerprint ? [facts.fingerprint] : pemCertificates(pem)));
}
