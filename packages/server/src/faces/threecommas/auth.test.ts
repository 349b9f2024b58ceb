import { createSecretKey, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isSigned } from './auth.ts';
import { hmac } from './test-threecommas.ts';

const SECRET = 'NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j';
const KEY = { kind: 'hmac', verifier: createSecretKey(Buffer.from(SECRET)) } as const;
const NEW = '/public/api/ver1/accounts/new';
const PARAMETERS = 'type=binance&name=binance_account&api_key=XXXXXX&secret=YYYYYY';
const MODE = '/public/api/ver1/users/change_mode';

/** The vectors of `threecommas.md` 3, each with the request that it belongs to. */
const VECTORS: readonly (readonly [what: string, url: string, body: string, signature: string])[] = [
  ['in the query', `${NEW}?${PARAMETERS}`, '', '30f678a157230290e00475cfffccbc92ae3659d94c145a2c0e9d0fa28f41c11a'],
  ['in the body', NEW, PARAMETERS, '30f678a157230290e00475cfffccbc92ae3659d94c145a2c0e9d0fa28f41c11a'],
  [
    'in both, without a joint',
    `${NEW}?type=binance&name=binance_account`,
    'api_key=XXXXXX&secret=YYYYYY',
    '08a0765a2432323f767a315475e91308883f652b4a2df65c4df44687f73618e2',
  ],
  ['nowhere', '/public/api/ver1/accounts', '', '33e48e041406370a2522ec4e674907b3984b1539568f7f59f0f62420681fc3c6'],
  [
    'nowhere, the question mark signed',
    '/public/api/ver1/accounts',
    '',
    '2e5a299be463c2b8d9607ed1713ae15560c58d4433575a28418cdfb285bce103',
  ],
  [
    'nowhere, the question mark sent and signed',
    '/public/api/ver1/accounts?',
    '',
    '2e5a299be463c2b8d9607ed1713ae15560c58d4433575a28418cdfb285bce103',
  ],
  [
    'in the query of a list',
    '/public/api/ver1/deals?limit=2&scope=active',
    '',
    '24ad37e922059b7bd4e91ae2a3efd597f4dfe07845448b61eb8401b5e319042c',
  ],
  [
    'in the path',
    '/public/api/ver1/deals/17/cancel',
    '',
    'f57765b8aa201802720703bc7a8d1bc53aad61e7855d73ea50ace1a7402903ed',
  ],
  ['a mode in the query', `${MODE}?mode=paper`, '', 'bca8d8c10acfbe8e76c5335d3efbe0a550487170a8bb7aaea0a13efabab55316'],
  ['JSON', MODE, '{"mode": "paper"}', '0475b407ba6f2388d213134e478b330f74073388a232737837f79018694ae373'],
  [
    'JSON behind the path',
    MODE,
    '{"mode": "paper"}',
    'a04435bdb0e7fc06450833a1e26d385c56ad3495c10cf3a36d432787591f5edb',
  ],
  ['the deals channel', '/deals', '', '92cbefb3a2f2a8e94479470c7b5eb7cce43037947461c665e9b7f8b05a81a936'],
  ['the smart trades channel', '/smart_trades', '', '8b30fb42a82e4dcfb4d0273d2910c7ae0add2b32938b19c27c44e306c56c20bc'],
];

const request = (url: string, body: string) => ({ url, body: Buffer.from(body) });

describe('published signatures verify', () => {
  test.each(VECTORS)('parameters %s', (_what, url, body, signature) => {
    expect(isSigned(KEY, signature, request(url, body))).toBe(true);
    expect(isSigned(KEY, signature.toUpperCase(), request(url, body))).toBe(true);
  });
});

describe('a signature is of nothing else', () => {
  test.each(VECTORS)('parameters %s', (_what, url, body, signature) => {
    const other = { kind: 'hmac', verifier: createSecretKey(Buffer.from(`${SECRET}x`)) } as const;
    expect(isSigned(other, signature, request(url, body))).toBe(false);
    expect(isSigned({ kind: 'hmac', verifier: null }, signature, request(url, body))).toBe(false);
    expect(isSigned(KEY, signature, request(url, `${body} `))).toBe(false);
    expect(isSigned(KEY, signature, request(url.replace('/', '//'), body))).toBe(false);
    expect(isSigned(KEY, signature.slice(1), request(url, body))).toBe(false);
    expect(isSigned(KEY, `g${signature.slice(1)}`, request(url, body))).toBe(false);
    expect(isSigned(KEY, '', request(url, body))).toBe(false);
  });

  test('the path alone does not sign a body', () => {
    const [, url, , signature] = VECTORS[3] as (typeof VECTORS)[number];
    expect(isSigned(KEY, signature, request(url, 'name=x'))).toBe(false);
  });

  test('without the question mark a query is not signed', () => {
    const url = '/public/api/ver1/deals';
    const [, , , signature] = VECTORS[6] as (typeof VECTORS)[number];
    expect(isSigned(KEY, signature, request(`${url}limit=2&scope=active`, ''))).toBe(false);
  });
});

test('a query that was signed with strict encoding and sent in another verifies', () => {
  const signedText = '/public/api/ver1/deals?note=two%20words%21&base=A';
  const digest = hmac(SECRET, signedText);
  expect(isSigned(KEY, digest, request('/public/api/ver1/deals?note=two+words!&base=A', ''))).toBe(true);
  expect(isSigned(KEY, digest, request('/public/api/ver1/deals?note=two+words&base=A', ''))).toBe(false);
  expect(isSigned(KEY, digest, request('/public/api/ver1/deals?note=%zz', ''))).toBe(false);
});

describe('RSA keys', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const key = { kind: 'rsa', verifier: publicKey } as const;
  const signed = (text: string) => sign('sha256', Buffer.from(text), privateKey).toString('base64');

  test('sign the path with a form or query, and the path directly followed by JSON', () => {
    expect(isSigned(key, signed('/a?limit=2'), request('/a?limit=2', ''))).toBe(true);
    expect(isSigned(key, signed('/a?limit=2'), request('/a', 'limit=2'))).toBe(true);
    expect(isSigned(key, signed('/a{"limit":2}'), request('/a', '{"limit":2}'))).toBe(true);
  });

  test('are case-sensitive and sign nothing else', () => {
    const signature = signed('/a?limit=2');
    expect(isSigned(key, signature, request('/a?limit=3', ''))).toBe(false);
    expect(isSigned(key, signature.toLowerCase(), request('/a?limit=2', ''))).toBe(false);
    expect(isSigned(key, 'abc', request('/a?limit=2', ''))).toBe(false);
  });
});
