import { lines, literal, NEEDS_REQUESTS, type Places, type Snippet, shellText } from './snippet.ts';

/** A manager of a company. */
export interface RammManager {
  readonly login: string;
  readonly password: string;
  /** Text of a number. */
  readonly company: string;
}

/** A client of a company: a trader or an investor. */
export type RammClient = Omit<RammManager, 'company'>;

/** Signs in to the Manager API and asks what the manager may do. */
export function rammSnippets(places: Places, { login, password, company }: RammManager): readonly Snippet[] {
  const who = [
    ['Login', literal(login)],
    ['Password', literal(password)],
    ['CompanyID', company],
  ] as const;
  return signedIn(`${places.http}/api/manager/v1`, who, ['Token'], 'session.getMethods');
}

/** Signs in to the Client API and asks what is in the client's wallets. */
export function rammClientSnippets(places: Places, { login, password }: RammClient): readonly Snippet[] {
  const who = [
    ['Login', literal(login)],
    ['Password', literal(password)],
  ] as const;
  return signedIn(`${places.http}/api/client/v2`, who, ['Session', 'Token'], 'wallets.get');
}

/** By which a terminal's program is known to the Trading API; any GUID does. */
const APP = '3B2F6A50-8C1D-4E7A-9F60-5D1B7C4E2A98';

/** Asks over the Trading API how the strategy and its trader's account stand, as a terminal does every few seconds. */
export function rammTerminalSnippets({ http }: Places, token: string): readonly Snippet[] {
  const url = `${http}/api/trading/v1/signals.send`;
  return [
    {
      language: 'curl',
      needs: null,
      text: lines(
        `curl -s ${shellText(url)} -H 'content-type: application/json' \\`,
        `  -H 'AppToken: ${APP}' -H ${shellText(`Token: ${token}`)} -d '{"Type":0,"GetInfo":1}'`,
      ),
    },
    {
      language: 'Python',
      needs: NEEDS_REQUESTS,
      text: lines(
        'import requests',
        '',
        `WHO = {"Token": ${literal(token)}, "AppToken": "${APP}"}`,
        'body = {"Type": 0, "GetInfo": 1}',
        `answer = requests.post(${literal(url)}, json=body, headers=WHO, timeout=10)`,
        'answer.raise_for_status()',
        'print(answer.text)',
      ),
    },
    {
      language: 'TypeScript',
      needs: null,
      text: lines(
        `const who = { Token: ${literal(token)}, AppToken: '${APP}' };`,
        "const headers = { 'content-type': 'application/json', ...who };",
        'const body = JSON.stringify({ Type: 0, GetInfo: 1 });',
        `const answer = await fetch(${literal(url)}, { method: 'POST', headers, body });`,
        'if (!answer.ok) throw new Error(await answer.text());',
        'console.log(await answer.text());',
      ),
    },
  ];
}

/** A login whose token stands under these names of the answer, and one call with it. */
function signedIn(
  url: string,
  who: readonly (readonly [name: string, value: string])[],
  tokenPath: readonly string[],
  method: string,
): readonly Snippet[] {
  const fields = (colon: string, quote: (name: string) => string) =>
    who.map(([name, value]) => `${quote(name)}${colon}${value}`);
  const body = `{${fields(':', literal).join(',')}}`;
  return [
    {
      language: 'curl',
      needs: null,
      text: lines(
        `call() { curl -s "${url}/$1" -H 'content-type: application/json' -H "Token: $TOKEN" -d "$2"; }`,
        `TOKEN=$(call session.login ${shellText(body)} | sed 's/.*"Token": *"\\([^"]*\\)".*/\\1/')`,
        `call ${method} '{}'`,
      ),
    },
    {
      language: 'Python',
      needs: NEEDS_REQUESTS,
      text: lines(
        'import requests',
        '',
        `WHO = {${fields(': ', literal).join(', ')}}`,
        '',
        '',
        'def call(method, body, token=""):',
        `    answer = requests.post(${literal(`${url}/`)} + method, json=body, headers={"Token": token}, timeout=10)`,
        '    answer.raise_for_status()',
        '    return answer.json()',
        '',
        '',
        `token = call("session.login", WHO)${tokenPath.map((name) => `["${name}"]`).join('')}`,
        `print(call("${method}", {}, token))`,
      ),
    },
    {
      language: 'TypeScript',
      needs: null,
      text: lines(
        `const who = { ${fields(': ', (name) => name).join(', ')} };`,
        "const call = async (method, body, token = '') => {",
        "  const headers = { 'content-type': 'application/json', Token: token };",
        `  const answer = await fetch(${literal(`${url}/`)} + method, { method: 'POST', headers, body: JSON.stringify(body) });`,
        '  if (!answer.ok) throw new Error(await answer.text());',
        '  return answer.json();',
        '};',
        `const token = (await call('session.login', who)).${tokenPath.join('.')};`,
        `console.log(JSON.stringify(await call('${method}', {}, token)));`,
      ),
    },
  ];
}
