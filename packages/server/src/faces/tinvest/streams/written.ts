import type { MessageType } from '../contract.ts';

/** A message type that can be written to the wire. */
export interface WireType extends MessageType {
  encode(message: never): { finish(): Uint8Array };
  decode(bytes: Uint8Array): object;
}

/** A message as the wire has it: written once, sent to any number of readers. */
export class Written {
  readonly type: WireType;
  readonly bytes: Uint8Array;

  constructor(type: WireType, bytes: Uint8Array) {
    this.type = type;
    this.bytes = bytes;
  }
}

/** Writes a message of which parts may be left out. */
export function write(type: WireType, message: object): Written {
  return new Written(type, type.encode(type.fromPartial(message) as never).finish());
}

/** The same type for a transport that writes what a handler gives: what has been written goes out as it is. */
export function passingWritten<T extends WireType>(type: T): T {
  return {
    ...type,
    fromPartial: (message: object) => (message instanceof Written ? message : type.fromPartial(message)),
    encode: (message: never) =>
      (message as object) instanceof Written ? { finish: () => (message as Written).bytes } : type.encode(message),
  };
}
