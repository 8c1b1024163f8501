// The policy for a page that Next has exported. Next puts inline scripts into each page, which
// carry the page's data; a strict policy allows them by their hashes. On a server, Next can put a
// fresh nonce into every answer instead (see README.md), and no page can then be kept by a cache.
//
//   node policy.mjs out/index.html https://letters.example.org
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';

/** The policy for a page's text; `backend` is the origin of the letters. */
export function policy(html, backend) {
  const hashes = [];
  for (const [, attributes, script] of html.matchAll(/<script\b([^>]*)>([^]*?)<\/script>/g))
    if (!/\ssrc=/.test(attributes)) hashes.push(`'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  return [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval' ${[...new Set(hashes)].join(' ')}`.trim(),
    `connect-src 'self' ${backend}`,
    "style-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
  ].join('; ');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , page, backend] = process.argv;
  console.log(policy(await readFile(page, 'utf8'), backend));
}
