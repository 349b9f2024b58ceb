/** Accounts and orders. */
import { ChpClient } from '@outcry/chp-client';
import { host, login, password, port, portfolio, runIfStarted, token } from './connection.mjs';

const chp = new ChpClient({ host, port, login, password, token });

/** Opens the session; answers the whole reply. */
export async function connect() {
  return chp.Connect();
}

/** The accounts of the login. */
export async function getPortfolioList() {
  return chp.GetPortfolioList();
}

/** Subscribes to an account. */
export async function listenPortfolio() {
  await chp.ListenPortfolio(portfolio);
  return chp.listening_portfolios;
}

/** Its money; a read, despite the name. */
export async function setPortfolio() {
  return chp.SetPortfolio();
}

/** Its positions. */
export async function updatePosition() {
  return chp.UpdatePosition();
}

/** Buys ten at 100 or less, for the day. */
export async function placeOrder() {
  return chp.PlaceOrder({
    portfolio,
    symbol: 'GAZP',
    action: 1,
    type_: 2,
    validity: 1,
    price: '100.00',
    amount: 10,
    stop: 0,
    cookie: 12,
  });
}

/** Changes of the account's orders since the last call. */
export async function updateOrder() {
  return chp.UpdateOrder();
}

/** Moves the price of the order. */
export async function moveOrder() {
  return chp.MoveOrder({ portfolio, symbol: 'GAZP', orderid: await lastOrder(), targetprice: '101.00' });
}

/** Cancels it. */
export async function cancelOrder() {
  return chp.CancelOrder(portfolio, 'GAZP', await lastOrder());
}

/** Own trades since the last call; a read, despite the name. */
export async function addTrade() {
  return chp.AddTrade();
}

/** All orders, trades and closed positions of the trading session. */
export async function getMyPortfolioData() {
  return chp.GetMyPortfolioData(portfolio, 2);
}

/** Ends the subscription. */
export async function cancelPortfolio() {
  await chp.CancelPortfolio();
  return chp.listening_portfolios;
}

/** Closes the session and prints one line. */
export async function disconnect() {
  return chp.Disconnect();
}

/** The id that MoveOrder and CancelOrder take. */
async function lastOrder() {
  const [data] = await chp.GetMyPortfolioData(portfolio, 2);
  return data?.setMyOrder.at(-1)?.orderId ?? '';
}

await runIfStarted(import.meta.url, {
  connect,
  getPortfolioList,
  listenPortfolio,
  setPortfolio,
  updatePosition,
  placeOrder,
  updateOrder,
  moveOrder,
  cancelOrder,
  addTrade,
  getMyPortfolioData,
  cancelPortfolio,
  disconnect,
});
