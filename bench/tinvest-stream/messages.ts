/** Bytes before each message: a flag, and the length. */
const HEAD = 5;

/** Length of a gRPC message. */
export function lengthOf(head: readonly number[]): number | undefined {
  return head.length < HEAD ? undefined : Buffer.from(head).readUInt32BE(1);
}

/** The messages in the bytes of whole ones. */
export function messagesOf(bytes: Buffer): Buffer[] {
  const messages: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at + 1);
    messages.push(bytes.subarray(at + HEAD, at + HEAD + length));
    at += HEAD + length;
  }
  return messages;
}
