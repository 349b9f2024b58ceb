import { lines, literal, NEEDS_REQUESTS, type Places, type Snippet, shellText } from './snippet.ts';

export interface ChpCredentials {
  readonly login: string;
  readonly password: string;
  readonly token: string;
}

/** Connects, listens to a share and reads its quote. */
export function chpSnippets({ http, chp }: Places, credentials: ChpCredentials): readonly Snippet[] {
  const url = chp ?? http;
  const { login, password, token } = credentials;
  return [
    {
      language: 'curl',
      needs: null,
      text: lines(
        `call() { curl -s "${url}/$1" -H 'content-type: application/json' -d "$2"; echo; }`,
        `call Auth/Connected ${shellText(JSON.stringify({ token, login, password }))}`,
        `call Instruments/ListenQuotes ${shellText(JSON.stringify({ token, symbol: 'SBER' }))}`,
        `call Instruments/UpdateQuote ${shellText(JSON.stringify({ token }))}`,
        `call Auth/Disconnected ${shellText(JSON.stringify({ token, login, password }))}`,
      ),
    },
    {
      language: 'Python',
      needs: NEEDS_REQUESTS,
      text: lines(
        'import requests',
        '',
        `TOKEN = ${literal(token)}`,
        `WHO = {"token": TOKEN, "login": ${literal(login)}, "password": ${literal(password)}}`,
        '',
        '',
        'def call(method, body):',
        `    answer = requests.post(${literal(`${url}/`)} + method, json=body, timeout=10)`,
        '    answer.raise_for_status()',
        '    return answer.json()',
        '',
        '',
        'print(call("Auth/Connected", WHO))',
        'print(call("Instruments/ListenQuotes", {"token": TOKEN, "symbol": "SBER"}))',
        'print(call("Instruments/UpdateQuote", {"token": TOKEN}))',
        'print(call("Auth/Disconnected", WHO))',
      ),
    },
    {
      language: 'TypeScript',
      needs: null,
      text: lines(
        `const token = ${literal(token)};`,
        `const who = { token, login: ${literal(login)}, password: ${literal(password)} };`,
        'const call = async (method, body) => {',
        "  const headers = { 'content-type': 'application/json' };",
        `  const answer = await fetch(\`${url}/\${method}\`, { method: 'POST', headers, body: JSON.stringify(body) });`,
        '  return answer.json();',
        '};',
        "console.log(await call('Auth/Connected', who));",
        "console.log(await call('Instruments/ListenQuotes', { token, symbol: 'SBER' }));",
        "console.log(JSON.stringify(await call('Instruments/UpdateQuote', { token })));",
        "console.log(await call('Auth/Disconnected', who));",
      ),
    },
  ];
}
