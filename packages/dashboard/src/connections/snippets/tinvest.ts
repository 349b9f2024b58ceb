import { lines, literal, NEEDS_REQUESTS, type Places, type Snippet, shellText } from './snippet.ts';

export interface TInvestCredentials {
  readonly secret: string;
  readonly kind: 'full' | 'readonly' | 'sandbox';
}

const CONTRACT = 'tinkoff.public.invest.api.contract.v1';

/** Lists the accounts that the token reaches. */
export function tinvestSnippets({ http, grpc }: Places, { secret, kind }: TInvestCredentials): readonly Snippet[] {
  const method = kind === 'sandbox' ? 'SandboxService/GetSandboxAccounts' : 'UsersService/GetAccounts';
  const url = `${http}/rest/${CONTRACT}.${method}`;
  const rest: Snippet[] = [
    {
      language: 'curl',
      needs: null,
      text: lines(
        `curl -s ${shellText(url)} -d '{}' -H 'content-type: application/json' \\`,
        `  -H ${shellText(`authorization: Bearer ${secret}`)}`,
      ),
    },
    {
      language: 'Python',
      needs: NEEDS_REQUESTS,
      text: lines(
        'import requests',
        '',
        `TOKEN = ${literal(secret)}`,
        'answer = requests.post(',
        `    ${literal(url)},`,
        '    headers={"Authorization": f"Bearer {TOKEN}"},',
        '    json={},',
        '    timeout=10,',
        ')',
        'answer.raise_for_status()',
        'print(answer.json())',
      ),
    },
    {
      language: 'TypeScript',
      needs: null,
      text: lines(
        `const token = ${literal(secret)};`,
        `const answer = await fetch(${literal(url)}, {`,
        "  method: 'POST',",
        "  headers: { authorization: 'Bearer ' + token, 'content-type': 'application/json' },",
        "  body: '{}',",
        '});',
        'if (!answer.ok) throw new Error(await answer.text());',
        'console.log(JSON.stringify(await answer.json()));',
      ),
    },
  ];
  if (grpc === null) return rest;
  const asked = kind === 'sandbox' ? 'api.sandbox.getSandboxAccounts({})' : 'api.users.getAccounts({})';
  return [
    ...rest,
    {
      language: 'gRPC',
      needs: 'npm install tinkoff-invest-api',
      text: lines(
        "import { TinkoffInvestApi } from 'tinkoff-invest-api';",
        '',
        `const api = new TinkoffInvestApi({ token: ${literal(secret)}, endpoint: ${literal(grpc)} });`,
        `console.log(await ${asked});`,
        'process.exit();',
      ),
    },
  ];
}
