import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { Decimal } from 'decimal.js';

/** An investor as a plain program with a decimal library keeps him. */
interface Investor {
  readonly id: number;
  readonly factor: Decimal;
  readonly protection: Decimal | null;
  balance: Decimal;
  volume: Decimal;
  price: Decimal;
  ideal: Decimal;
}

const CONTRACT = new Decimal(100_000);
const LEVERAGE = new Decimal(100);
const STEP = new Decimal('0.0001');
const MILLION = new Decimal(1_000_000);
const RATE = new Decimal(10);
const SHARE = new Decimal('0.2');
const CALL = new Decimal('0.2');

/** The same allocation (`ramm-rules.md` 5) in a plain loop over decimal numbers, with the same rows on disk. */
export class DecimalLoop {
  readonly #investors: Investor[];
  readonly #file: number;
  readonly #path: string;
  #lot = new Decimal(0);
  #place = 0;

  constructor(count: number, folder: string) {
    this.#path = `${folder}/decimals-${count}`;
    this.#file = openSync(this.#path, 'w');
    this.#investors = Array.from({ length: count }, (_, n) => ({
      id: n + 2,
      factor: new Decimal(5_000 + (n % 20) * 1_000).div(10_000),
      protection: n % 3 === 0 ? new Decimal(50_000 + (n % 997) * 100).div(100).mul('0.5') : null,
      balance: new Decimal(50_000 + (n % 997) * 100).div(100),
      volume: new Decimal(0),
      price: new Decimal(0),
      ideal: new Decimal(0),
    }));
  }

  /** One signal at a price: ms until all of it is on disk, and what processors did in it. */
  signal(price: number): { readonly whole: number; readonly work: number } {
    const lots = ['1', '2.5', '-0.5', '0'];
    const lot = new Decimal(lots[this.#place++ % lots.length] as string);
    const worked = process.cpuUsage();
    const begun = performance.now();
    const at = new Decimal(price).div(MILLION.div(10));
    const trader = new Decimal(10_000);
    const rows: string[][] = [];
    for (const investor of this.#investors) {
      const row = this.#allocate(investor, lot, at, trader);
      if (row !== null) rows.push(row);
    }
    writeSync(this.#file, JSON.stringify(rows));
    fdatasyncSync(this.#file);
    this.#lot = lot;
    const whole = performance.now() - begun;
    const { user, system } = process.cpuUsage(worked);
    return { whole, work: (user + system) / 1_000 };
  }

  #allocate(investor: Investor, lot: Decimal, at: Decimal, trader: Decimal): string[] | null {
    const { factor, volume } = investor;
    const equity = investor.balance.add(volume.mul(CONTRACT).mul(at.sub(investor.price)).toDecimalPlaces(2));
    if (lot.isZero()) investor.ideal = lot;
    else if (this.#lot.isZero() || investor.ideal.isZero()) investor.ideal = lot.mul(equity).div(trader).mul(factor);
    else investor.ideal = investor.ideal.mul(lot).div(this.#lot);
    const size = investor.ideal.abs().div(STEP).floor().mul(STEP);
    const most = equity.mul(LEVERAGE).div(CONTRACT.mul(at)).div(STEP).floor().mul(STEP);
    let target = Decimal.min(size, most);
    if (investor.ideal.isNegative()) target = target.neg();
    const delta = target.sub(volume);
    if (delta.isZero()) return null;
    const closes = !volume.isZero() && volume.isNegative() !== delta.isNegative();
    const closed = closes ? Decimal.min(delta.abs(), volume.abs()) : new Decimal(0);
    const signed = volume.isNegative() ? closed.neg() : closed;
    const profit = signed.mul(CONTRACT).mul(at.sub(investor.price)).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
    const turnover = delta.abs().mul(CONTRACT).mul(at);
    const liquidity = turnover.mul(RATE).div(MILLION).toDecimalPlaces(2, Decimal.ROUND_UP);
    const rewards = turnover.mul(RATE).div(MILLION).toDecimalPlaces(2, Decimal.ROUND_UP);
    const partner = rewards.mul(SHARE).toDecimalPlaces(2, Decimal.ROUND_DOWN);
    if (!closes) {
      const whole = volume.abs().add(delta.abs());
      const value = volume.abs().mul(investor.price).add(delta.abs().mul(at));
      investor.price = value.div(whole).toDecimalPlaces(10, Decimal.ROUND_HALF_UP);
    } else if (delta.abs().gt(volume.abs())) investor.price = at;
    investor.volume = target;
    investor.balance = investor.balance.add(profit).sub(liquidity).sub(rewards);
    const now = investor.balance.add(target.mul(CONTRACT).mul(at.sub(investor.price)));
    const margin = target.abs().mul(CONTRACT).mul(at).div(LEVERAGE);
    const stops = now.lte(margin.mul(CALL)) || (investor.protection !== null && now.lte(investor.protection));
    const shown = [
      delta,
      investor.price,
      profit,
      liquidity,
      rewards.sub(partner),
      partner,
      turnover.toDecimalPlaces(2),
    ];
    return [`${investor.id}`, ...shown.map(String), stops ? '1' : '0'];
  }

  close(): void {
    closeSync(this.#file);
    rmSync(this.#path);
  }
}
