/** The low-level calls of Auth: open, reopen and close the session. */
import { Api } from '@outcry/chp-client';
import { host, login, password, port, runIfStarted, token } from './connection.mjs';

const api = new Api(host, port);

/** Opens the session and looks at the bare answer. */
export async function connected() {
  const response = await api.Connected({ login, password, token });
  return [response.status_code, response.text];
}

/** The way back when a program ended without closing its session. */
export async function reconnection() {
  const response = await api.Reconnection({ login, password, token });
  return response.json();
}

/** Always close the session: it does not end by itself. */
export async function disconnected() {
  const response = await api.Disconnected({ login, password, token });
  return response.json();
}

await runIfStarted(import.meta.url, { connected, reconnection, disconnected });
