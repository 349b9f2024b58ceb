import { lines, literal, NEEDS_REQUESTS, type Places, type Snippet, shellText } from './snippet.ts';

export interface NativeCredentials {
  readonly secret: string;
  readonly rights: readonly string[];
}

/** Asks for what the key may see. */
export function nativeSnippets({ http }: Places, { secret, rights }: NativeCredentials): readonly Snippet[] {
  const path = rights.includes('accounts:read')
    ? '/accounts'
    : rights.includes('market:read')
      ? '/market/SBER'
      : '/session';
  const url = `${http}/api/v1${path}`;
  return [
    {
      language: 'curl',
      needs: null,
      text: lines(`curl -s ${shellText(url)} -H ${shellText(`authorization: Bearer ${secret}`)}`),
    },
    {
      language: 'Python',
      needs: NEEDS_REQUESTS,
      text: lines(
        'import requests',
        '',
        `KEY = ${literal(secret)}`,
        `answer = requests.get(${literal(url)}, headers={"Authorization": f"Bearer {KEY}"}, timeout=10)`,
        'answer.raise_for_status()',
        'print(answer.json())',
      ),
    },
    {
      language: 'TypeScript',
      needs: null,
      text: lines(
        `const key = ${literal(secret)};`,
        `const answer = await fetch(${literal(url)}, { headers: { authorization: \`Bearer \${key}\` } });`,
        'if (!answer.ok) throw new Error(await answer.text());',
        'console.log(await answer.json());',
      ),
    },
  ];
}
