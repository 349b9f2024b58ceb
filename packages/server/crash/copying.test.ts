import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { CORE_REPLICAS, verifyJournal } from '../src/journal/index.ts';
import { draws } from '../src/readmodel/test-history.ts';
import { prepareCompany } from './copy-folder.ts';
import { readCopyJournal } from './copy-journal.ts';
import { auditCopying } from './copy-over-api.ts';
import { CopyPeople } from './copy-people.ts';
import { RunningPlatform } from './running-platform.ts';

/** `OUTCRY_CRASHES=100` for a long run. */
const KILLS = Number(process.env.OUTCRY_CRASHES ?? 5);
const MORE_KILLS = 10;
const PEOPLE = 5;
/** A signal for them is settled in five turns. */
const INVESTORS = 4_200;

test('kill -9 while strategies are copied: what was acknowledged is there once, the cents add up, groups go on where they were', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'outcry-crash-'));
  const seed = Date.now();
  const draw = draws(seed);
  const company = await prepareCompany(folder, PEOPLE, INVESTORS);
  let platform = await RunningPlatform.start(folder);
  onTestFinished(async () => {
    await platform.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  const people = new CopyPeople(company, draw);
  await people.signIn(platform.client.url, JSON.parse(readFileSync(join(folder, 'credentials.json'), 'utf8')).ramm);
  let [retried, taken, under, half] = [0, 0, 0, 0];
  // a group that was half settled must have gone on at least once
  for (let kill = 0; kill < KILLS || (half === 0 && kill < KILLS + MORE_KILLS); kill++) {
    if (kill % 2 === 0) {
      const enough = people.notes.acknowledged + 20 + draw(80);
      let over = false;
      const working = people.work().finally(() => {
        over = true;
      });
      working.catch(() => undefined);
      while (people.notes.acknowledged < enough && !over) await pause(1);
      await platform.kill();
      await working;
    } else {
      // in the middle of a signal that thousands follow: it is acknowledged before their deals are on disk
      await people.signal(company.strategy);
      await pause(draw(2) * draw(150));
      await platform.kill();
    }

    const left = readCopyJournal(folder);
    expect([seed, left.wrong]).toEqual([seed, []]);
    taken += left.signals;
    under += left.groups;
    half += left.halfSettled;
    platform = await RunningPlatform.start(folder);
    people.moveTo(platform.client.url);
    for (const transfer of people.notes.transfers) {
      if (transfer.id !== null || transfer.refused) continue;
      await people.sendTransfer(transfer);
      retried++;
    }
    expect([seed, await auditCopying(people)]).toEqual([seed, []]);
  }
  expect(half).toBeGreaterThan(0);
  expect(await platform.stop()).toBe(0);
  const end = readCopyJournal(folder);
  expect(end).toMatchObject({ wrong: [], groups: 0 });
  expect(await verifyJournal({ folder, replicas: CORE_REPLICAS, onProgress: () => {} })).toMatchObject({
    faultCount: 0,
  });
  const { acknowledged } = people.notes;
  console.log(
    `${KILLS} kills: ${acknowledged} calls acknowledged, ${retried} transfers sent again, ${end.deals} deals;`,
    `${taken} signals were not carried out yet, ${under} groups under way, ${half} of them half settled`,
  );
}, 900_000);
