import { type CoreState, moneyToText, type OrderPreview, priceToText } from '@outcry/core';
import { type Static, Type } from '@sinclair/typebox';
import { assetOf } from './instruments.ts';
import { DecimalText, nullable } from './primitives.ts';

export const PreviewAnswer = Type.Object({
  instrument: Type.String(),
  waits: Type.Boolean({ description: 'it would wait for its price and set nothing aside yet' }),
  price: Type.String({ description: 'the worst price it is counted with' }),
  value: Type.String({ description: 'price x quantity at the worst, in `valueAsset`' }),
  valueAsset: Type.String(),
  fee: Type.String({ description: 'at the dearer of the two rates, in `feeAsset`' }),
  feeAsset: Type.String(),
  margin: nullable(
    Type.String({ description: 'what the opened position would block, in `marginAsset`; null when it blocks nothing' }),
  ),
  marginAsset: Type.String(),
  held: Type.Array(Type.Object({ asset: Type.String(), amount: DecimalText }), {
    description: 'what placing it would set aside',
  }),
});
export type PreviewAnswer = Static<typeof PreviewAnswer>;

export function previewAnswer({ instruments }: CoreState, preview: OrderPreview): PreviewAnswer {
  const { instrument, price, value, fee, margin, held, waits } = preview;
  const quote = assetOf(instruments, instrument.quote);
  const feeAsset = assetOf(instruments, preview.feeAsset);
  const money = assetOf(instruments, preview.moneyAsset);
  const holds: PreviewAnswer['held'] = [];
  if (held.money !== 0n) holds.push({ asset: money.code, amount: moneyToText(money, held.money) });
  if (held.units !== 0n) {
    const base = assetOf(instruments, instrument.base);
    holds.push({ asset: base.code, amount: moneyToText(base, held.units) });
  }
  return {
    instrument: instrument.symbol,
    waits,
    price: priceToText(instrument, price as never),
    value: moneyToText(quote, value),
    valueAsset: quote.code,
    fee: moneyToText(feeAsset, fee),
    feeAsset: feeAsset.code,
    margin: margin === 0n ? null : moneyToText(money, margin),
    marginAsset: money.code,
    held: holds,
  };
}
