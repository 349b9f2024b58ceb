import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Print } from '../row.ts';
import type { BotBytes } from './measure.ts';

/** What a bot and its deal hold, measured in a process of its own. */
export async function memory(print: Print): Promise<void> {
  const { bot, deal, orders } = await measured();
  const row = { unit: 'bytes', better: 'less' } as const;
  print({ what: 'a bot with its deal; its orders alone', ours: bot + deal, reference: orders, ...row });
  print(`of it the bot without a deal ${bot.toFixed(0)} bytes; a deal has six open orders and a stop loss`);
}

function measured(): Promise<BotBytes> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./measure.ts', import.meta.url)), [], {
      execArgv: [...process.execArgv, '--expose-gc'],
    });
    child.once('message', (bytes) => resolve(bytes as BotBytes));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`measuring bots ended with code ${code}`)));
  });
}
