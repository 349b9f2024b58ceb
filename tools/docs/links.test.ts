import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, readPage } from './pages.ts';

/** Every page a reader may meet. */
const PAGES = [
  'README.md',
  'README.ru.md',
  'CONTRIBUTING.md',
  'examples/README.md',
  'packages/server/src/faces/native/README.md',
  'packages/server/src/faces/chp/README.md',
  'packages/server/src/faces/tinvest/README.md',
  'packages/chp-client/README.md',
  'packages/chp-client/README.ru.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** Anchors as GitHub makes them: lower case, no punctuation, hyphens for spaces. */
function anchorsOf(content: string): Set<string> {
  const headings = Array.from(content.matchAll(/^#{1,6} (.+)$/gm), ([, heading = '']) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replace(/\s/g, '-'),
    ),
  );
}

test.each(PAGES)('the links of %s lead somewhere', (page) => {
  const content = readPage(page);
  const links = Array.from(content.matchAll(/\]\(([^)\s]+)\)/g), ([, link = '']) => link);
  const broken = links.filter((link) => {
    if (/^(https?:|mailto:)/.test(link)) return false;
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : join(dirname(page), decodeURI(path));
    if (!existsSync(join(ROOT, target))) return true;
    return anchor !== undefined && target.endsWith('.md') && !anchorsOf(readPage(target)).has(anchor);
  });
  expect(broken).toEqual([]);
});
