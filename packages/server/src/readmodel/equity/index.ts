export { type EquityFigure, type EquityPoint, equityCurve, firstEquity, recordEquity } from './equity.ts';
export { EQUITY_MIGRATIONS, EQUITY_STATEMENTS } from './schema.ts';
export { EQUITY_SPANS, EQUITY_TIERS, type EquitySpan } from './tiers.ts';
