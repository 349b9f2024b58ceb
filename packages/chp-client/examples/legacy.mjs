/** CHP_api, the client of the bridge's first generation: no session, each call carries the credentials. */
import { CHP_api } from '@outcry/chp-client';
import { host, login, moscowTime, password, port, portfolio, runIfStarted, token } from './connection.mjs';

const chp = new CHP_api(host, port);
chp.login(login, password, token);

const company = 'GAZP';
const history = /** @type {const} */ ({ mode: 2, portfolio });

/** @type {Record<string, () => Promise<unknown>>} */
export const examples = {
  get_symbols: () => chp.get_symbols(),
  get_bars: () => chp.get_bars(company, 3, moscowTime(), 10),
  get_trades: () => chp.get_trades(company, 10, moscowTime()),
  listen_quotes: () => chp.listen_quotes(company),
  cancel_quotes: () => chp.cancel_quotes(company),
  listen_ticks: () => chp.listen_ticks(company),
  cancel_ticks: () => chp.cancel_ticks(company),
  listen_bid_asks: () => chp.listen_bid_asks(company),
  cancel_bid_ask: () => chp.cancel_bid_ask(company),
  get_portfolio_list: () => chp.get_portfolio_list(),
  set_portfolio: () => chp.set_portfolio(portfolio),
  update_position: () => chp.update_position(portfolio),
  update_order: () => chp.update_order(portfolio),
  add_trade: () => chp.add_trade(portfolio),
  place_order: () => chp.place_order(portfolio, company, 1, 2, 1, '100.00', 10, 0, 80),
  move_order: () => chp.move_order(company, portfolio, '17', '101.00'),
  cancel_order: () => chp.cancel_order(company, portfolio, '17'),
  set_my_order: () => chp.set_my_order(history),
  set_my_trade: () => chp.set_my_trade(history),
  set_my_close_pos: () => chp.set_my_close_pos(history),
  cancel_portfolio: () => chp.cancel_portfolio(portfolio),
};

await runIfStarted(import.meta.url, examples);
