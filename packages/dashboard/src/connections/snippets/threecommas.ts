import { lines, literal, NEEDS_REQUESTS, type Places, type Snippet, shellText } from './snippet.ts';

export interface ThreeCommasCredentials {
  readonly apiKey: string;
  readonly secret: string;
  readonly permissions: readonly string[];
}

/** A signed call that the key may make. */
export function threeCommasSnippets({ http }: Places, credentials: ThreeCommasCredentials): readonly Snippet[] {
  const { apiKey, secret, permissions } = credentials;
  const path = permissions.includes('ACCOUNTS_READ')
    ? '/public/api/ver1/accounts'
    : permissions.includes('BOTS_READ')
      ? '/public/api/ver1/bots'
      : '/public/api/ver1/users/permissions_info';
  return [
    {
      language: 'curl',
      needs: null,
      text: lines(
        `KEY=${shellText(apiKey)}`,
        `SECRET=${shellText(secret)}`,
        `CALL=${shellText(path)}`,
        `SIGNATURE=$(printf %s "$CALL" | openssl dgst -sha256 -hmac "$SECRET" | sed 's/.* //')`,
        `curl -s "${http}$CALL" -H "APIKEY: $KEY" -H "Signature: $SIGNATURE"`,
      ),
    },
    {
      language: 'Python',
      needs: NEEDS_REQUESTS,
      text: lines(
        'import hashlib',
        'import hmac',
        'import requests',
        '',
        `KEY = ${literal(apiKey)}`,
        `SECRET = ${literal(secret)}`,
        `CALL = ${literal(path)}`,
        'signature = hmac.new(SECRET.encode(), CALL.encode(), hashlib.sha256).hexdigest()',
        `answer = requests.get(${literal(http)} + CALL, headers={"APIKEY": KEY, "Signature": signature}, timeout=10)`,
        'answer.raise_for_status()',
        'print(answer.json())',
      ),
    },
    {
      language: 'TypeScript',
      needs: null,
      text: lines(
        "import { createHmac } from 'node:crypto';",
        '',
        `const key = ${literal(apiKey)};`,
        `const secret = ${literal(secret)};`,
        `const call = ${literal(path)};`,
        "const signature = createHmac('sha256', secret).update(call).digest('hex');",
        `const answer = await fetch(${literal(http)} + call, { headers: { APIKEY: key, Signature: signature } });`,
        'if (!answer.ok) throw new Error(await answer.text());',
        'console.log(await answer.json());',
      ),
    },
  ];
}
