import type { PlainText } from './rows.ts';

/** Rows as CSV (RFC 4180), with a mark by which spreadsheets know UTF-8. Numbers keep every digit and the decimal point. */
export function csvText(heading: readonly string[], rows: readonly (readonly PlainText[])[]): string {
  const line = (cells: readonly PlainText[]): string => cells.map((cell) => csvCell(cell ?? '')).join(',');
  return `\ufeff${[heading, ...rows].map(line).join('\r\n')}\r\n`;
}

/** A text that a spreadsheet would carry out as a formula is kept from it; numbers below zero are none. */
function csvCell(text: string): string {
  const safe = /^[=+@\t\r]|^-(?!\d)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Hands a file to the person. */
export function saveFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
