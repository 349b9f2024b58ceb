/** Finds a Chromium for what needs one: the page's tests and the pictures of the docs. `CHROMIUM` names one. */

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Programs that are looked for. */
export const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

/** @returns {string | null} path of a browser */
export function findBrowser() {
  const named = process.env.CHROMIUM;
  if (named !== undefined) return isProgram(named) ? named : null;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = BROWSERS.flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find(isProgram) ?? null;
}

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
