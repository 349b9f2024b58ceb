/** What goes wrong, and how it shows. */
import { ApiConnectionError, ChpClient, ChpError, ChpTransportError } from '@outcry/chp-client';
import { host, login, moscowTime, password, port, runIfStarted, token } from './connection.mjs';

const chp = new ChpClient({ host, port, login, password, token });

/** Opens the session; answers the whole reply. */
export async function connect() {
  return chp.Connect();
}

/** The token has a session already: Error #3, caused by Error #2. */
export async function secondConnect() {
  try {
    return await chp.Connect();
  } catch (error) {
    if (!(error instanceof ApiConnectionError)) throw error;
    return [error.message, error.causes];
  }
}

/** A refused call: the reason, and the whole reply in resp_data. */
export async function refusal() {
  try {
    return await chp.GetBars(moscowTime(), 1, 'NO SUCH SYMBOL', 5);
  } catch (error) {
    if (!(error instanceof ChpError)) throw error;
    return [error.name, error.message, error.resp_data];
  }
}

/** No answer at all: outcome tells whether the server can have acted on the request. */
export async function noAnswer() {
  const nobody = new ChpClient(host, 9, login, password, { token, retry: false, timeoutMs: 500 });
  try {
    return await nobody.GetSymbols();
  } catch (error) {
    if (!(error instanceof ChpTransportError)) throw error;
    return [error.name, error.outcome];
  }
}

/** Closes the session and prints one line. */
export async function disconnect() {
  return chp.Disconnect();
}

await runIfStarted(import.meta.url, { connect, secondConnect, refusal, noAnswer, disconnect });
