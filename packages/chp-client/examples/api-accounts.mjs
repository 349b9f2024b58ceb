/** The low-level calls of AccountInformation, HistoricalData and Order. */
import { Api } from '@outcry/chp-client';
import { host, login, password, port, portfolio, runIfStarted, token } from './connection.mjs';

const api = new Api(host, port);

/** Everything below needs a session. */
export async function connected() {
  const response = await api.Connected({ login, password, token });
  return response.json();
}

/** The accounts of the login. */
export async function getPortfolioList() {
  const response = await api.GetPortfolioList({ token });
  return response.json();
}

/** Subscribes to an account. */
export async function listenPortfolio() {
  const response = await api.ListenPortfolio({ token, portfolio });
  return response.json();
}

/** Its money; a read, despite the name. */
export async function setPortfolio() {
  const response = await api.SetPortfolio({ token });
  return response.json();
}

/** Its positions. */
export async function updatePosition() {
  const response = await api.UpdatePosition({ token });
  return response.json();
}

/** Buys ten at 100 or less, for the day. A price given as text is sent as exactly that number. */
export async function placeOrder() {
  const response = await api.PlaceOrder({
    token,
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
  return response.json();
}

/** Changes of the account's orders since the last call. */
export async function updateOrder() {
  const response = await api.UpdateOrder({ token });
  return response.json();
}

/** Moves the price of the order. */
export async function moveOrder() {
  const response = await api.MoveOrder({
    token,
    portfolio,
    symbol: 'GAZP',
    orderid: await lastOrder(),
    targetprice: '101.00',
  });
  return response.json();
}

/** Cancels it. */
export async function cancelOrder() {
  const response = await api.CancelOrder({ token, portfolio, symbol: 'GAZP', orderid: await lastOrder() });
  return response.json();
}

/** Own trades since the last call; a read, despite the name. */
export async function addTrade() {
  const response = await api.AddTrade({ token });
  return response.json();
}

/** All orders, trades and closed positions of the trading session. */
export async function getMyPortfolioData() {
  const response = await api.GetMyPortfolioData({ token, mode: 2, portfolio });
  return response.json();
}

/** Ends the subscription. */
export async function cancelPortfolio() {
  const response = await api.CancelPortfolio({ token, portfolio });
  return response.json();
}

/** Closes the session. */
export async function disconnected() {
  const response = await api.Disconnected({ login, password, token });
  return response.json();
}

/** The id that MoveOrder and CancelOrder take. */
async function lastOrder() {
  const response = await api.GetMyPortfolioData({ token, mode: 2, portfolio });
  const reply = response.json();
  if (!reply.result) throw new Error(reply.reason);
  return reply.data[0]?.setMyOrder.at(-1)?.orderId ?? '';
}

await runIfStarted(import.meta.url, {
  connected,
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
  disconnected,
});
