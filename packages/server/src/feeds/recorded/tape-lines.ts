import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { TapeError } from './tape-error.ts';

/** No line is longer than this: a snapshot of a book with 5000 levels a side takes a third of it. */
const MOST_LINE_LENGTH = 1 << 20;

/**
 * Streams the lines of a plain or gzip file (told by its first bytes, not by its name), a chunk's worth at a time.
 * `onBytes` hears how many more bytes of the file have been read. Throws TapeError for a truncated or damaged file.
 */
export async function* tapeLines(
  path: string,
  file: string,
  onBytes: (bytes: number) => void,
): AsyncGenerator<string[]> {
  const zipped = await startsAsGzip(path, file);
  const source = createReadStream(path, { highWaterMark: 1 << 16 });
  const bytes = zipped ? source.pipe(createGunzip()) : source;
  if (zipped) source.on('error', (error) => bytes.destroy(error));
  const decoder = new TextDecoder();
  let rest = '';
  let count = 0;
  let bytesTold = 0;
  try {
    for await (const chunk of bytes) {
      const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      count += lines.length;
      onBytes(source.bytesRead - bytesTold);
      bytesTold = source.bytesRead;
      yield lines;
      if (rest.length > MOST_LINE_LENGTH) {
        throw new TapeError(file, `is longer than ${MOST_LINE_LENGTH} characters`, count + 1);
      }
    }
  } catch (error) {
    throw unreadable(file, count, error);
  } finally {
    source.destroy();
  }
  rest += decoder.decode();
  if (rest !== '') yield [rest];
}

async function startsAsGzip(path: string, file: string): Promise<boolean> {
  try {
    const handle = await open(path);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
      return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unreadable(file, 0, error);
  }
}

function unreadable(file: string, lines: number, error: unknown): TapeError {
  if (error instanceof TapeError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR') {
    return new TapeError(file, `the gzip file is cut off after line ${lines}: fetch it again`);
  }
  if (code?.startsWith('Z_'))
    return new TapeError(file, `the gzip file is damaged after line ${lines} (${message}): fetch it again`);
  return new TapeError(file, `cannot be read (${message})`);
}
