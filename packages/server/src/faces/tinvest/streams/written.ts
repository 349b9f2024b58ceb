import type { MessageType } from '../contract.ts';

/** A message as the wire has it: written once, sent to any number of readers. */
export class Written {
  readonly type: MessageType;
  readonly bytes: Buffer;

  constructor(type: MessageType, bytes: Buffer) {
    this.type = type;
    this.bytes = bytes;
  }
}

/** Writes a message of which parts may be left out. */
export function write(type: MessageType, message: object): Written {
  return new Written(type, bytesOf(type, message));
}

/** A message, of which parts may be left out, as the wire has it; what has been written goes out as it is. */
export function bytesOf(type: MessageType, message: object): Buffer {
  return message instanceof Written
    ? message.bytes
    : (type.encode(type.fromPartial(message) as never).finish() as Buffer);
}
