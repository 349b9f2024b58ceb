/**
 * Where the examples connect: the words of the environment, or what Outcry wrote into its data folder
 * (`OUTCRY_DATA_DIR`, ./data by default). Each example runs alone: `node examples/market-data.mjs`.
 */
import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';

export const { host, port, login, password, token, portfolio } = fromEnvironment() ?? fromDataFolder();

function fromEnvironment() {
  const { CHP_HOST, CHP_PORT = '5001', CHP_LOGIN, CHP_PASSWORD, CHP_TOKEN, CHP_PORTFOLIO } = process.env;
  if (!CHP_HOST || !CHP_LOGIN || !CHP_PASSWORD || !CHP_TOKEN || !CHP_PORTFOLIO) return null;
  return {
    host: CHP_HOST,
    port: CHP_PORT,
    login: CHP_LOGIN,
    password: CHP_PASSWORD,
    token: CHP_TOKEN,
    portfolio: CHP_PORTFOLIO,
  };
}

/** @returns {{ host: string, port: string, login: string, password: string, token: string, portfolio: string }} */
function fromDataFolder() {
  const file = join(process.env.OUTCRY_DATA_DIR ?? './data', 'credentials.json');
  return JSON.parse(readFileSync(file, 'utf8')).chp;
}

/** What `since` takes: Moscow time without a zone. */
export function moscowTime(date = new Date()) {
  return new Date(date.getTime() + 3 * 3_600_000).toISOString().slice(0, -1);
}

/**
 * A result as console.log shows it, without the secrets that replies repeat.
 * @param {unknown} result
 */
function shown(result) {
  return inspect(result).replaceAll(password, '(password)').replaceAll(token, '(token)');
}

/**
 * Runs every example of a file, one after another, if the file was started by itself.
 * @param {string} url import.meta.url of the file
 * @param {Readonly<Record<string, () => Promise<unknown>>>} examples
 */
export async function runIfStarted(url, examples) {
  const script = process.argv[1];
  if (script === undefined || realpathSync(script) !== fileURLToPath(url)) return;
  for (const [name, example] of Object.entries(examples)) console.log(name, shown(await example()));
}
