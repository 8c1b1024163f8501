// TypeScript itself reads open-letter.d.ts: with frameworks and without, and what must not
// compile does not. The manifest is held against its schema's own types.
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { test as base, expect } from '@playwright/test';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const modules = at('../node_modules');
const fences = /^```(tsx?)\n(.*?)\n```$/gms;

const test = base.extend({
  /** A project with our package and some of the others. */
  project: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'open-letter-types-'));
    // A copy, since a link would lead back to where no framework is.
    await cp(at('../../npm'), join(folder, 'node_modules/open-letter'), { recursive: true });
    await use({
      folder,
      write: (name, text) => writeFile(join(folder, name), text),
      async install(...names) {
        for (const name of names) {
          await mkdir(join(folder, 'node_modules', name, '..'), { recursive: true });
          await symlink(join(modules, name), join(folder, 'node_modules', name));
        }
      },
      /** What TypeScript says of these files; nothing where all is well. */
      async check(...files) {
        const options = ['--noEmit', '--pretty', 'false', '--strict', '--exactOptionalPropertyTypes', '--target', 'es2022', '--lib', 'es2023,dom,dom.iterable'];
        const how = ['--module', 'esnext', '--moduleResolution', 'bundler', '--jsx', 'react-jsx', '--types', ''];
        const run = promisify(execFile)(process.execPath, [join(modules, 'typescript/bin/tsc'), ...options, ...how, ...files], { cwd: folder });
        return run.then(() => '', ({ stdout, stderr }) => stdout + stderr);
      },
    });
    await rm(folder, { recursive: true, force: true });
  },
});

test('a page without any framework', async ({ project }) => {
  await project.write('page.ts', await readFile(at('types/page.ts'), 'utf8'));
  expect(await project.check('page.ts')).toBe('');
});

for (const [file, ...needed] of [
  ['react.tsx', '@types/react', 'csstype'],
  ['vue.ts', 'vue', '@vue', 'csstype', '@babel'],
  ['svelte.ts', 'svelte', '@types/estree'],
])
  test(`${file}, with nothing but what it needs`, async ({ project }) => {
    await project.install(...needed);
    await project.write(file, await readFile(at(`types/${file}`), 'utf8'));
    expect(await project.check('--skipLibCheck', file)).toBe('');
  });

test('every file has its test, and each fails where the types say less', async ({ project }) => {
  expect((await readdir(at('types'))).sort()).toEqual(['page.ts', 'react.tsx', 'svelte.ts', 'vue.ts']);
  await project.write('page.ts', (await readFile(at('types/page.ts'), 'utf8')).replaceAll('// @ts-expect-error', '//'));
  const errors = await project.check('page.ts');
  expect(errors.match(/error TS/g)?.length).toBeGreaterThanOrEqual(13);
});

test('what the reference page shows compiles', async ({ project }) => {
  const page = await readFile(at('../../docs/reference.md'), 'utf8');
  const snippets = [...page.matchAll(fences)];
  expect(snippets).toHaveLength(2);
  await project.install('@types/react', 'csstype');
  const files = snippets.map(([, kind], at) => `snippet-${at}.${kind}`);
  for (const [at, [, , text]] of snippets.entries()) await project.write(files[at], text);
  expect(await project.check('--skipLibCheck', ...files)).toBe('');
});

test('the manifest is what its schema asks for', async ({ project }) => {
  await project.install('custom-elements-manifest');
  const manifest = await readFile(at('../../npm/custom-elements.json'), 'utf8');
  // The schema describes the fields of elements, and leaves them out of the members of classes.
  const text = (json) => `import type { CustomElementField, Package } from 'custom-elements-manifest/schema';
    declare module 'custom-elements-manifest/schema' {
      interface ClassField { attribute?: CustomElementField['attribute']; reflects?: CustomElementField['reflects'] }
    }
    export const manifest: Package = ${json};`;
  await project.write('right.ts', text(manifest));
  expect(await project.check('right.ts')).toBe('');
  // A member that the schema does not know is seen.
  await project.write('wrong.ts', text(manifest.replace('"cssParts"', '"cssPart"')));
  expect(await project.check('wrong.ts')).toContain('"cssPart"');
  expect(JSON.parse(manifest).schemaVersion).toBe('2.1.0');
});
