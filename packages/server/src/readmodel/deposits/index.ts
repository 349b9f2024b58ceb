export { projectDeposits } from './project-deposits.ts';
export { DEPOSIT_MIGRATIONS, DEPOSIT_STATEMENTS } from './schema.ts';
export { priceDeposit, type UnpricedDeposit, unpricedDeposits } from './unpriced.ts';
export { hasWorth, type Worth, worthOf } from './valuation.ts';
