// What a page of docs/backends/ tells people to paste: the same text is what is tested.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../docs/backends/', import.meta.url));

/** The fenced blocks of a page in a language, in their order: `pasted('pocketbase', 'json')`. */
export async function pasted(page, language) {
  const text = await readFile(`${folder}${page}.md`, 'utf8');
  const blocks = [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)]
    .filter(([, named]) => named === language)
    .map(([, , block]) => block);
  if (blocks.length === 0) throw new Error(`docs/backends/${page}.md has no block of ${language}`);
  return blocks;
}
