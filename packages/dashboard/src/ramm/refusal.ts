import { CallError } from '../api/call.ts';

const FIELD = /^invalid input in field '([^']+)'(?:: (.*))?$/is;

/** What the platform said, as an error with its field. */
export function refusalOf(status: number, text: string): CallError {
  const told = envelopeIn(text);
  const message = told.message ?? '';
  const [, field = null, detail] = FIELD.exec(message) ?? [];
  return new CallError(status, told.code ?? 'internal_error', field === null ? message : (detail ?? ''), field);
}

interface Told {
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

interface Envelopes {
  /** Managers' and terminals'. */
  readonly error?: Told;
  /** Clients'. */
  readonly Error?: { readonly Code?: string; readonly Message?: string };
}

/** The error of an answer; nothing of it when something in between answered. */
function envelopeIn(text: string): Told {
  try {
    const { error, Error: told } = JSON.parse(text) as Envelopes;
    return error ?? { code: told?.Code, message: told?.Message };
  } catch {
    return {};
  }
}
