import { available, balanceOf, isTextError, type Money, moneyFromText, moneyToText } from '@outcry/core';
import { type Static, Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { Caller } from '../../../identity/index.ts';
import { ApiError, invalid } from '../errors.ts';
import { listed, type NativeParts } from '../parts.ts';
import { TransferAnswer } from '../wire/ledger.ts';
import { DecimalText, KeyText, strict } from '../wire/primitives.ts';
import type { Access } from './access.ts';
import { IdParams } from './accounts.ts';
import { addRoute } from './add-route.ts';
import { submit } from './submit.ts';

const TransferBody = strict({
  asset: Type.String({ minLength: 1, maxLength: 32, description: 'code of an asset' }),
  amount: DecimalText,
  key: Type.Optional(KeyText),
});

const KINDS = {
  deposits: { type: 'accounts.deposit', summary: 'Bring money or units in from outside' },
  withdrawals: { type: 'accounts.withdraw', summary: 'Take free money or units out' },
} as const;

export function transferRoutes(app: FastifyInstance, parts: NativeParts, access: Access): void {
  for (const kind of ['deposits', 'withdrawals'] as const) {
    addRoute(app, {
      method: 'POST',
      url: `/accounts/:id/${kind}`,
      right: 'money:write',
      tag: 'accounts',
      summary: KINDS[kind].summary,
      description: 'Paper accounts only. A repeated key moves nothing again and answers 200 with `repeated: true`.',
      params: IdParams,
      body: TransferBody,
      answer: TransferAnswer,
      creates: true,
      async handle({ caller, params, body, reply }) {
        await access.checkAccount(caller, params.id);
        const { amount, asset, key = null } = { ...body, amount: amountFrom(parts, body) };
        const outcome = await submit(parts, { type: KINDS[kind].type, account: params.id, asset, amount, key }, reply);
        reply.code(outcome.repeated ? 200 : 201);
        return { id: outcome.id, repeated: outcome.repeated, ...(await balance(access, caller, params.id, asset)) };
      },
    });
  }
}

/** Exact minor units. Throws ApiError. */
function amountFrom(parts: NativeParts, body: Static<typeof TransferBody>): Money {
  const asset = listed(parts).assetByCode.get(body.asset);
  if (asset === undefined) throw new ApiError('unknown_asset', `there is no asset ${body.asset}`, 'asset');
  const amount = moneyFromText(asset, body.amount);
  if (isTextError(amount)) throw invalid('amount', amount.detail);
  return amount;
}

function balance(access: Access, caller: Caller, id: number, code: string) {
  return access.readAccount(caller, id, (state, account) => {
    const asset = state.instruments.assetByCode.get(code);
    if (asset === undefined) throw new ApiError('unknown_asset', `there is no asset ${code}`, 'asset');
    return {
      account: account.id,
      asset: code,
      total: moneyToText(asset, balanceOf(account, asset.id).total),
      available: moneyToText(asset, available(account, asset.id)),
    };
  });
}
