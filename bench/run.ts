import { existsSync, readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { type Bench, formatRow, type Print, TABLE_HEAD } from './row.ts';

const here = new URL('.', import.meta.url);

function benchNames(): string[] {
  return readdirSync(here, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/bench.ts`, here)))
    .map((entry) => entry.name)
    .sort();
}

async function load(name: string): Promise<Bench> {
  return (await import(new URL(`${name}/bench.ts`, here).href)) as Bench;
}

async function help(names: readonly string[]): Promise<void> {
  console.log('npm run bench [-- <name> …]   measure side by side; without a name, everything\n');
  for (const name of names) console.log(`  ${name.padEnd(12)} ${(await load(name)).title}`);
}

const print: Print = (row) => console.log(typeof row === 'string' ? row : formatRow(row));

async function main(wanted: readonly string[]): Promise<void> {
  const names = benchNames();
  if (wanted.includes('--help')) return help(names);
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`no bench is called ${unknown}; there are: ${names.join(', ')}`);
  console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}`);
  for (const name of wanted.length > 0 ? wanted : names) {
    const bench = await load(name);
    console.log(`\n${name}: ${bench.title}\n${TABLE_HEAD}`);
    await bench.run(print);
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
