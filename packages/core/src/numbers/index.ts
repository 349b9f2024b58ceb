export * as decimals from './decimal.ts';
export {
  type Decimal,
  formatDecimal,
  formatFixed,
  formatScaled,
  MAX_NUMBER_TEXT,
  parseDecimal,
  toScaled,
} from './decimal.ts';
export {
  MAX_STEPS,
  type Money,
  money,
  NO_MONEY,
  type Price,
  price,
  type Quantity,
  quantity,
  stepProduct,
} from './kinds.ts';
export { divide, powerOfTen, type Rounding, roundToDecimals } from './rounding.ts';
