import { RIGHTS } from '../../identity/index.ts';
import { ERROR_CODES } from './errors.ts';

/** What a reader of the documentation needs to know before the methods. */
export const API_DESCRIPTION = `
The native API of Outcry: everything the dashboard and the command line do.

**Signing in.** \`POST /api/v1/session\` with login and password gives a token; send it as \`Authorization: Bearer <token>\`.

**Numbers.** Prices, quantities and money are decimal text in natural units (\`"100.01"\`), never JSON numbers. Quantities
count pieces. Ids are numbers. Times are ISO 8601 in UTC.

**Answers of commands** come once what they did is on disk. With a \`key\` a command may be repeated safely.

**Lists** come in pages: \`items\` and \`next\`, the \`cursor\` of the following page; \`null\` on the last one.

**Stream.** A WebSocket at \`/api/v1/stream\`: send \`{"op":"auth","token":"…"}\`, then
\`{"op":"subscribe","channel":"quotes","instrument":"SBER"}\`. Channels of an instrument: \`quotes\`, \`book\` (\`depth\`),
\`trades\`; of an account: \`orders\`, \`fills\`, \`balances\`, \`positions\`, \`bots\`, \`deals\`, \`smartTrades\`.
Each begins with a \`snapshot\`, \`update\`s follow.

**Rights**

| right | lets |
|---|---|
${Object.entries(RIGHTS)
  .map(([right, meaning]) => `| \`${right}\` | ${meaning} |`)
  .join('\n')}

**Errors** are \`{"error": {"code", "message", "field", "requestId"}}\`.

| code | status | meaning |
|---|---|---|
${ERROR_CODES.map(({ code, status, meaning }) => `| \`${code}\` | ${status} | ${meaning} |`).join('\n')}
`;

/** For readers a choice of words is an `enum`, not a union of constants; checks use the schemas as they were. */
export function collapseChoices<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(collapseChoices) as T;
  if (typeof schema !== 'object' || schema === null) return schema;
  const fields = schema as Record<string, unknown>;
  const options = fields.anyOf;
  if (Array.isArray(options) && options.length > 1 && options.every(isWord)) {
    const { anyOf: _, ...rest } = fields;
    return { ...rest, type: 'string', enum: options.map((option) => option.const) } as T;
  }
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, collapseChoices(value)])) as T;
}

function isWord(option: unknown): option is { const: string } {
  return typeof option === 'object' && option !== null && typeof (option as { const?: unknown }).const === 'string';
}
