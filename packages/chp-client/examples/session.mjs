/** A session: open, reopen, close, and what the client says about itself. */
import { ChpClient } from '@outcry/chp-client';
import { host, login, password, port, runIfStarted, token } from './connection.mjs';

const chp = new ChpClient({ host, port, login, password, token });

/** Opens the session; answers the whole reply. */
export async function connect() {
  return chp.Connect();
}

/** The way back when a program ended without Disconnect. */
export async function reconnect() {
  return chp.Reconnect();
}

/** Read-only: assigning or deleting them throws. */
export async function properties() {
  return [chp.Token, chp.Login, chp.Mode, chp.Password === password];
}

/** Closes the session and prints one line. */
export async function disconnect() {
  return chp.Disconnect();
}

await runIfStarted(import.meta.url, { connect, reconnect, properties, disconnect });
