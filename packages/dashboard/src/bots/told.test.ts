import type { BotSettings, Instrument } from 'outcry/native-api';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type * as CheckDraft from './check-draft.ts';
import type * as Draft from './draft.ts';
import type { BotDraft } from './draft.ts';
import type * as SafetySteps from './safety-steps.ts';
import type * as ToldDraft from './told-draft.ts';

let check: typeof CheckDraft;
let drafts: typeof Draft;
let told: typeof ToldDraft;
let steps: typeof SafetySteps;

beforeAll(async () => {
  vi.stubGlobal('localStorage', { getItem: () => 'en', setItem: () => undefined });
  vi.stubGlobal('navigator', { language: 'en' });
  check = await import('./check-draft.ts');
  drafts = await import('./draft.ts');
  told = await import('./told-draft.ts');
  steps = await import('./safety-steps.ts');
});

afterAll(() => vi.unstubAllGlobals());

const ACCOUNT = 2_000_000_001;

function draft(part: Partial<BotDraft> = {}): BotDraft {
  const pair = { symbol: 'USDT_BTC', quote: 'USDT' } as Instrument;
  return { ...drafts.newDraft(ACCOUNT, pair), name: 'Dips', ...part };
}

const RSI = { kind: 'rsi', interval: '15m', period: 7, trigger: 'greater', points: '70' } as const;
const MFI = { kind: 'mfi', interval: '1h', period: 14, trigger: 'less', points: '20' } as const;

/** A bot that has been told everything that a bot may be told, in the words of the API. */
function toldBot(part: Partial<BotSettings> = {}): BotSettings {
  const { settings } = check.checkDraft(draft());
  return {
    ...(settings as BotSettings),
    takeProfit: '0',
    maxSafetyOrders: 2,
    closeWhen: [RSI],
    minProfit: '0.35',
    minProfitType: 'base',
    safetyWhen: [MFI],
    safetySteps: [
      { deviation: '1.1', volume: '10' },
      { deviation: '3', volume: '25.5' },
    ],
    minVolumeBtc: '150',
    startDelay: 90,
    reinvest: '50',
    reduceRisk: '12.5',
    ...part,
  };
}

/** What saving an edited bot sends, as the page does it. */
function sent(before: BotSettings, part: Partial<BotDraft>): object {
  const first = drafts.draftOf(ACCOUNT, before);
  const { settings, wrong, empty } = check.checkDraft({ ...first, ...part });
  expect([wrong, empty]).toEqual([{}, []]);
  return check.changesOf((check.checkDraft(first).settings as BotSettings | null) ?? before, settings as BotSettings);
}

/** What a copy of a bot is made with. */
function copied(before: BotSettings): BotSettings {
  const { settings, wrong, empty } = check.checkDraft(drafts.draftOf(ACCOUNT, before));
  expect([wrong, empty]).toEqual([{}, []]);
  return settings as BotSettings;
}

const STEPS = [
  { profit: '1', share: '50' },
  { profit: '3', share: '50' },
];

describe('settings that a bot has only when it was told so', () => {
  it('stay as they are when something else is edited, also with a take profit of 0', () => {
    expect(sent(toldBot(), {})).toEqual({});
    expect(sent(toldBot(), { name: 'Deeper' })).toEqual({ name: 'Deeper' });
    expect(sent(toldBot({ takeProfit: '2', closeWhen: [{ kind: 'webhook' }, RSI] }), { cooldown: '5' })).toEqual({
      cooldown: 5,
    });
    const broken = toldBot({ takeProfitSteps: STEPS, breakeven: 1, closeWhen: [] });
    expect(sent(broken, { name: 'Deeper' })).toEqual({ name: 'Deeper' });
    // step, size and coefficients are not looked at where safety orders are told one by one
    const without = toldBot({ safetyVolume: '0', safetyStep: '0' });
    expect(sent(without, { name: 'Deeper' })).toEqual({ name: 'Deeper' });
  });

  it('go with a copy of the bot', () => {
    for (const part of [
      {},
      { takeProfit: '2' },
      { closeWhen: [{ kind: 'webhook' } as const] },
      { takeProfitSteps: STEPS, breakeven: 0 },
      { minProfit: '0' },
    ]) {
      expect(copied(toldBot(part))).toEqual(toldBot(part));
    }
  });

  it('are not told to a bot that does not have them, and come back as they are taken away', () => {
    const plain = check.checkDraft(draft()).settings as BotSettings;
    for (const name of Object.keys(told.UNTOLD)) expect(plain).not.toHaveProperty(name);
    expect(sent(plain, {})).toEqual({});
    expect(
      sent(toldBot(), {
        takeProfit: '1',
        closeWay: 'none',
        safetyConditions: [],
        safetySteps: [],
        minVolumeBtc: '',
        startDelay: '',
        reinvest: '',
        reduceRisk: '',
      }),
    ).toEqual({
      takeProfit: '1',
      closeWhen: [],
      minProfit: null,
      minProfitType: 'total',
      safetyWhen: [],
      safetySteps: [],
      minVolumeBtc: '0',
      startDelay: 0,
      reinvest: '0',
      reduceRisk: '0',
    });
  });

  it('safety orders to tell one by one begin as step and coefficients have them', () => {
    const grid = { maxSafetyOrders: '3', safetyStep: '1,5', stepScale: '1.2', safetyVolume: '100', volumeScale: '1.5' };
    const orders = steps.stepsFrom(draft(grid));
    expect(orders).toEqual([
      { deviation: '1.5', volume: '100' },
      { deviation: '3.3', volume: '150' },
      { deviation: '5.46', volume: '225' },
    ]);
    expect(steps.stepsFrom(draft({ ...grid, safetySteps: orders }))).toEqual([{ deviation: '', volume: '' }]);
    expect(steps.stepsFrom(draft({ maxSafetyOrders: '0' }))).toEqual([{ deviation: '', volume: '' }]);
  });

  it('what is wrong with them is told at the field that the API would name', () => {
    const wrongIn = (part: Partial<BotDraft>) => {
      const { wrong, empty } = check.checkDraft(draft(part));
      return [...Object.keys(wrong), ...empty];
    };
    const close = drafts.draftOf(ACCOUNT, toldBot()).closeConditions;
    expect(wrongIn({ takeProfit: '0' })).toEqual(['takeProfit']);
    expect(wrongIn({ closeWay: 'signals' })).toEqual(['closeWhen']);
    expect(wrongIn({ closeWay: 'signals', closeConditions: close, takeProfit: '', trailing: true })).toEqual([
      'trailing',
    ]);
    expect(wrongIn({ closeWay: 'webhook', takeProfit: '0' })).toEqual([]);
    expect(wrongIn({ steps: STEPS, breakeven: '1', stopLossTrails: true })).toEqual(['breakeven']);
    expect(wrongIn({ reinvest: '50', baseVolumeType: 'percent' })).toEqual(['reinvest']);
    expect(wrongIn({ reduceRisk: '101', startDelay: '1.5', minVolumeBtc: 'x' })).toEqual([
      'minVolumeBtc',
      'startDelay',
      'reduceRisk',
    ]);
    const one = { deviation: '2', volume: '10' };
    expect(wrongIn({ safetySteps: [one, { ...one, volume: '' }], maxSafetyOrders: '3' })).toEqual([
      'maxSafetyOrders',
      'safetySteps.1.deviation',
      'safetySteps.1.volume',
    ]);
  });
});
