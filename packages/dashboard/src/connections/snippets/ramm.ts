import { lines, literal, NEEDS_REQUESTS, type Places, type Snippet, shellText } from './snippet.ts';

/** A manager of a company, as the block `ramm` of credentials.json tells him. */
export interface RammCredentials {
  readonly login: string;
  readonly password: string;
  /** Text of a number. */
  readonly company: string;
}

/** Signs in and asks what the manager may do. */
export function rammSnippets({ http }: Places, { login, password, company }: RammCredentials): readonly Snippet[] {
  const url = `${http}/api/manager/v1`;
  const signIn = `{"Login":${literal(login)},"Password":${literal(password)},"CompanyID":${company}}`;
  return [
    {
      language: 'curl',
      needs: null,
      text: lines(
        `call() { curl -s "${url}/$1" -H 'content-type: application/json' -H "Token: $TOKEN" -d "$2"; }`,
        `TOKEN=$(call session.login ${shellText(signIn)} | sed 's/.*"Token": *"\\([^"]*\\)".*/\\1/')`,
        "call session.getMethods '{}'",
      ),
    },
    {
      language: 'Python',
      needs: NEEDS_REQUESTS,
      text: lines(
        'import requests',
        '',
        `WHO = {"Login": ${literal(login)}, "Password": ${literal(password)}, "CompanyID": ${company}}`,
        '',
        '',
        'def call(method, body, token=""):',
        `    answer = requests.post(${literal(`${url}/`)} + method, json=body, headers={"Token": token}, timeout=10)`,
        '    answer.raise_for_status()',
        '    return answer.json()',
        '',
        '',
        'token = call("session.login", WHO)["Token"]',
        'print(call("session.getMethods", {}, token))',
      ),
    },
    {
      language: 'TypeScript',
      needs: null,
      text: lines(
        `const who = { Login: ${literal(login)}, Password: ${literal(password)}, CompanyID: ${company} };`,
        "const call = async (method, body, token = '') => {",
        "  const headers = { 'content-type': 'application/json', Token: token };",
        `  const answer = await fetch(${literal(`${url}/`)} + method, { method: 'POST', headers, body: JSON.stringify(body) });`,
        '  if (!answer.ok) throw new Error(await answer.text());',
        '  return answer.json();',
        '};',
        "const { Token } = await call('session.login', who);",
        "console.log(await call('session.getMethods', {}, Token));",
      ),
    },
  ];
}
