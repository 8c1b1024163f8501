// The table of docs/backends/README.md, from what the tests run: the launchers in `live/`, each of
// whose operations live.spec.js goes through, and the exchanges that core's tests replay.
//   node e2e/backends/table.mjs          writes it
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const PAGE = new URL('../../docs/backends/README.md', import.meta.url);
const [BEGIN, END] = ['<!-- the table: node e2e/backends/table.mjs -->\n', '<!-- the table ends -->'];
const OPERATIONS = ['letter', 'count', 'signatures', 'sign'];

const list = async (folder, extension) =>
  (await readdir(new URL(folder, import.meta.url))).filter((file) => file.endsWith(extension)).sort();
const json = async (file) => JSON.parse(await readFile(new URL(file, import.meta.url), 'utf8'));

/** Every preset, with what was proven of it. */
export async function proofs() {
  const live = new Map();
  for (const file of await list('./live/', '.js')) {
    const { default: launcher } = await import(new URL(`./live/${file}`, import.meta.url));
    live.set(launcher.preset, launcher);
  }
  const recorded = new Map();
  for (const file of await list('../../core/tests/exchanges/', '.json')) {
    const { preset, exchanges } = await json(`../../core/tests/exchanges/${file}`);
    recorded.set(preset, new Set(exchanges.map(({ operation }) => operation)));
  }
  const pages = await list('../../docs/backends/', '.md');
  const found = [];
  for (const file of await list('../../static/adapters/', '.json')) {
    if (file === 'schema.json') continue;
    const preset = file.slice(0, -'.json'.length);
    const document = await json(`../../static/adapters/${file}`);
    // Two versions of one backend share a page.
    const page = pages.find((page) => preset.startsWith(page.slice(0, -'.md'.length)));
    found.push({ preset, document, page, live: live.get(preset), recorded: recorded.get(preset) });
  }
  return found;
}

/** Whether an operation is in a document; a count may come with the list. */
const has = ({ letter, signatures, ...document }, operation) =>
  ({ letter, signatures, ...document, count: document.count ?? signatures?.count })[operation] !== undefined;

/** How an operation was proven: live, by record, not at all; or that there is none. */
export function proven({ document, live, recorded }, operation) {
  if (!has(document, operation)) return '–';
  if (live?.operations.includes(operation)) return 'live';
  // A count without a request of its own is read from an answer that was recorded.
  const apart = document[operation]?.url !== undefined;
  if (recorded?.has(operation) || (!apart && recorded)) return 'record';
  return 'not proven';
}

const tells = ({ document: { sign } }) => {
  if (!sign) return ['–', '–', '–'];
  const text = JSON.stringify(sign);
  const duplicates = sign.errors?.some(({ means }) => means === 'duplicate');
  const safe = /\{\+?(uuid|dedupe)\}/.test(text);
  return [duplicates ? 'yes' : 'no', safe ? 'yes' : 'no', text.includes('{email}') ? 'kept private' : 'never sent'];
};

/** Which release was run: a number, or the npm package that has it. */
function version({ version }, packages) {
  if (!version) return '';
  if (/^\d/.test(version)) return ` ${version}`;
  const pinned = packages[version]?.split('@').at(-1);
  return pinned ? ` (${packages[version].match(/^npm:(.+)@/)?.[1] ?? version} ${pinned})` : ` (${version})`;
}

export async function table() {
  const { devDependencies: packages } = await json('../package.json');
  const rows = [['preset', ...OPERATIONS, 'tells duplicates', 'safe to try again', 'e-mail address', 'proven against']];
  const order = (proof) => (proof.live ? 0 : 1);
  for (const proof of (await proofs()).sort((a, b) => order(a) - order(b))) {
    const { preset, page, live } = proof;
    const against = live ? `${live.title}${version(live, packages)}` : 'recorded exchanges';
    rows.push([`[${preset}](${page})`, ...OPERATIONS.map((operation) => proven(proof, operation)), ...tells(proof), against]);
  }
  const line = (cells) => `| ${cells.join(' | ')} |\n`;
  const [head, ...body] = rows;
  return line(head) + line(head.map(() => '---')) + body.map(line).join('');
}

/** The page, and where the table stands in it. */
export async function page() {
  const text = await readFile(PAGE, 'utf8');
  const [before, rest] = text.split(BEGIN);
  const [shown, after] = rest.split(END);
  return { shown, with: (table) => before + BEGIN + table + END + after };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const made = await table();
  await writeFile(PAGE, (await page()).with(made));
  process.stdout.write(made);
}
