import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';

/** Labels of letters, digits and hyphens; the first may be `*`. */
const DNS_NAME = /^(\*\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const LONGEST_NAME = 253;

/** A name as a certificate holds it: lower case, other alphabets in ASCII, addresses in their short form; null: it is none. */
export function hostName(text: string): string | null {
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  if (isIP(bare) === 4) return bare;
  if (isIP(bare) === 6) return bare.includes('%') ? null : shortAddress(bare);
  const wildcard = bare.startsWith('*.') ? '*.' : '';
  const ascii = wildcard + domainToASCII(bare.slice(wildcard.length));
  // digits and dots alone would be an address that is none
  if (ascii.length > LONGEST_NAME || !DNS_NAME.test(ascii) || /^[\d.]+$/.test(ascii)) return null;
  return ascii;
}

/** The bytes of an address: 4 or 16. */
export function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail] = groups(address);
  const left = words(head);
  const right = tail === undefined ? [] : words(tail);
  const between = Array.from({ length: 8 - left.length - right.length }, () => 0);
  return Buffer.from([...left, ...between, ...right].flatMap((word) => [word >> 8, word & 0xff]));
}

/** The names and addresses of a certificate, from the text that node gives of it (`DNS:localhost, IP Address:127.0.0.1`). */
export function namesOf(subjectAltName: string | undefined): string[] {
  if (subjectAltName === undefined || subjectAltName === '') return [];
  return subjectAltName
    .split(', ')
    .map((entry) => entry.replace(/^(DNS|IP Address):/, ''))
    .map((name) => (isIP(name) === 6 ? shortAddress(name) : name));
}

function shortAddress(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}

/** What stands before and after `::`, an embedded IPv4 address written as two words. */
function groups(address: string): string[] {
  return shortAddress(address).split('::');
}

function words(text: string): number[] {
  return text === '' ? [] : text.split(':').map((word) => Number.parseInt(word, 16));
}
