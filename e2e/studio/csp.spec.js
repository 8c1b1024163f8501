// What a Content-Security-Policy means for an embed, natively: no page is opened.
import { test, expect } from '@playwright/test';
import { check, least, needs } from '../../static/studio/csp.js';

const SITE = 'https://letters.example';
const EMBED = {
  way: 'script',
  folder: `${SITE}/embed/1/`,
  src: `${SITE}/v1/letters/tea`,
  link: `${SITE}/letters/tea`,
  frame: `${SITE}/letters/tea/embed`,
};
const FULL = `script-src ${SITE} 'wasm-unsafe-eval'; connect-src ${SITE}; style-src ${SITE}; img-src ${SITE}`;

const faults = (text, embed = EMBED, page) =>
  check(text, embed, page).policies.flatMap(({ findings }) => findings.filter(({ weight }) => weight === 'fault')).map(({ what, key, values }) => `${what ?? key}: ${values.directive ?? ''}`);

const finding = (text, key, embed = EMBED, page) => check(text, embed, page).policies.flatMap(({ findings }) => findings).find((one) => one.key === key);

test('under the policy that it asks for, nothing is missing', () => {
  for (const text of [`default-src 'none'; ${FULL}`, FULL, `default-src 'self'; ${FULL}; require-trusted-types-for 'script'; trusted-types 'none'`, "img-src 'self'", 'default-src * \'unsafe-eval\'', "default-src https: 'wasm-unsafe-eval'"]) {
    expect(faults(text), text).toEqual([]);
    expect(check(text, EMBED).ok, text).toBe(true);
  }
  expect(check(`default-src 'none'; ${FULL}`, EMBED).corrected).toBeNull();
  expect(least(EMBED)).toBe(`default-src 'none'; ${FULL}`);
});

test('what is missing is named with the directive that rules it', () => {
  expect(faults("default-src 'self'")).toEqual(['script: script-src', 'wasm: script-src', 'files: connect-src', 'backend: connect-src']);
  expect(faults("default-src 'none'")).toEqual(['script: script-src', 'wasm: script-src', 'files: connect-src', 'backend: connect-src']);
  expect(faults(`script-src ${SITE}; connect-src ${SITE}`)).toEqual(['wasm: script-src']);
  expect(faults(`script-src 'self' 'wasm-unsafe-eval'`)).toEqual(['script: script-src']);
  expect(faults(`script-src 'none'`)).toEqual(['script: script-src', 'wasm: script-src']);
  expect(faults("connect-src 'self'")).toEqual(['files: connect-src', 'backend: connect-src']);
  expect(finding("default-src 'self'", 'missing_by_default').values).toMatchObject({ default: 'default-src' });
});

test('script-src-elem rules scripts, and script-src WebAssembly', () => {
  expect(faults(`script-src-elem ${SITE}; script-src 'wasm-unsafe-eval'`)).toEqual([]);
  expect(faults(`script-src-elem 'self'; script-src ${SITE} 'wasm-unsafe-eval'`)).toEqual(['script: script-src-elem']);
  expect(faults(`script-src-elem ${SITE} 'wasm-unsafe-eval'; default-src 'none'; connect-src ${SITE}`)).toEqual(['wasm: script-src']);
  expect(faults(`script-src-elem ${SITE} 'wasm-unsafe-eval'`)).toEqual([]);
  expect(faults(`script-src-attr 'none'`)).toEqual([]);
});

test('the path of the loader alone does not let in what it loads', () => {
  expect(faults(`script-src ${SITE}/embed/1/open-letter.js 'wasm-unsafe-eval'`)).toEqual(['script: script-src']);
  expect(faults(`script-src ${SITE}/embed/ 'wasm-unsafe-eval'`)).toEqual([]);
  expect(faults(`connect-src ${SITE}/embed/ ${SITE}/v1/letters/tea`)).toEqual(['backend: connect-src']);
  expect(faults(`connect-src ${SITE}/embed/ ${SITE}/v1/`)).toEqual([]);
});

test("'unsafe-eval' and keywords in capitals serve", () => {
  expect(faults(`script-src ${SITE} 'unsafe-eval'`)).toEqual([]);
  expect(faults(`script-src ${SITE} 'WASM-unsafe-eval'`)).toEqual([]);
});

test('a nonce serves where the tag bears it, and hands on', () => {
  const nonce = "script-src 'nonce-abc' 'wasm-unsafe-eval'";
  expect(faults(nonce)).toEqual([]);
  expect(finding(nonce, 'by_nonce')).toMatchObject({ weight: 'remark', what: 'script' });
  expect(faults("script-src 'nonce-abc' 'strict-dynamic' 'wasm-unsafe-eval'")).toEqual([]);
  expect(finding(`script-src 'nonce-abc' ${SITE} 'wasm-unsafe-eval'`, 'by_nonce')).toBeUndefined();
});

test("under 'strict-dynamic' addresses are not read", () => {
  const dynamic = `script-src 'strict-dynamic' ${SITE} https: 'unsafe-inline' 'wasm-unsafe-eval'`;
  expect(faults(dynamic)).toEqual(['script: script-src']);
  expect(finding(dynamic, 'dynamic').add).toEqual(["'nonce-…'"]);
  const hashed = { ...EMBED, integrity: 'sha384-tea' };
  expect(check(dynamic, hashed).corrected).toContain("'sha384-tea'");
  expect(faults("script-src 'strict-dynamic' 'sha384-tea' 'wasm-unsafe-eval'", hashed)).toEqual([]);
  expect(faults("script-src 'strict-dynamic' 'sha384-coffee' 'wasm-unsafe-eval'", hashed)).toEqual(['script: script-src']);
  // Without it, a hash lets in the loader and nothing that it loads.
  expect(faults("script-src 'sha384-tea' 'wasm-unsafe-eval'", hashed)).toEqual(['script: script-src']);
});

test("'self' serves a page on the same site alone", () => {
  const own = "default-src 'self' 'wasm-unsafe-eval'";
  expect(faults(own)).toHaveLength(3);
  expect(faults(own, EMBED, `${SITE}/about`)).toEqual([]);
  expect(faults(own, EMBED, 'https://blog.example/')).toHaveLength(3);
  expect(faults(own, EMBED, 'no address')).toHaveLength(3);
});

test('a backend, an adapter and a stylesheet elsewhere are asked for where they are', () => {
  const embed = { ...EMBED, src: 'https://api.example/tea', adapter: 'https://docs.example/adapter.json', stylesheet: 'https://style.example/ours.css' };
  expect(faults(`default-src 'none'; ${FULL}`, embed)).toEqual(['backend: connect-src', 'adapter: connect-src', 'stylesheet: style-src']);
  const right = check(`default-src 'none'; ${FULL}`, embed).corrected;
  expect(right).toContain(`connect-src ${SITE} https://api.example https://docs.example`);
  expect(right).toContain(`style-src ${SITE} https://style.example`);
  expect(faults(right, embed)).toEqual([]);
});

test('a preset lies beside the script, and what is no whole address asks for nothing', () => {
  const asked = (adapter) => needs({ ...EMBED, adapter }).find(({ what }) => what === 'adapter')?.urls;
  expect(asked('pocketbase')).toEqual([`${SITE}/embed/1/adapters/pocketbase.json`]);
  expect(asked('json-server-0.17')).toEqual([`${SITE}/embed/1/adapters/json-server-0.17.json`]);
  for (const adapter of ['/own.json', 'own.json', 'Not A Name', 'https://', undefined]) expect(asked(adapter), adapter).toBeUndefined();
  expect(check("default-src 'self'", { ...EMBED, link: 'mailto:tea@example.org' }).corrected).not.toContain('null');
});

test('what is only wished is no fault', () => {
  const text = `script-src ${SITE} 'wasm-unsafe-eval'; connect-src ${SITE}; style-src 'self'; img-src 'none'; form-action 'self'`;
  const { ok, policies, corrected } = check(text, EMBED);
  expect(ok).toBe(true);
  expect(policies[0].findings.filter(({ weight }) => weight === 'remark').map(({ what }) => what)).toEqual(['default_sheet', 'images', 'form']);
  expect(corrected).toContain(`img-src ${SITE}`);
  expect(corrected).toContain(`form-action 'self' ${SITE}`);
});

test('a frame asks for frame-src, with child-src and default-src before it', () => {
  const framed = { ...EMBED, way: 'iframe' };
  for (const directive of ['frame-src', 'child-src', 'default-src']) {
    expect(faults(`${directive} 'self'`, framed)).toEqual(['frame: frame-src']);
    expect(faults(`${directive} ${SITE}`, framed)).toEqual([]);
  }
  expect(faults("frame-src 'self'; child-src *; default-src *", framed)).toEqual(['frame: frame-src']);
  expect(check("default-src 'self'", framed).corrected).toBe(`default-src 'self'; frame-src 'self' ${SITE}; script-src 'self' ${SITE}`);
  expect(faults("script-src 'none'; frame-src *", framed)).toEqual([]);
});

test('a link asks for nothing', () => {
  expect(needs({ ...EMBED, way: 'link' })).toEqual([]);
  expect(check("default-src 'none'; sandbox", { ...EMBED, way: 'link' })).toMatchObject({ ok: true, corrected: null });
});

test('every policy has to allow it, and one that reports forbids nothing', () => {
  const both = `default-src * 'unsafe-eval', script-src 'self'`;
  expect(check(both, EMBED).policies.map(({ ok }) => ok)).toEqual([true, false]);
  expect(check(both, EMBED).ok).toBe(false);
  const reporting = "Content-Security-Policy-Report-Only: default-src 'none'";
  expect(check(reporting, EMBED).ok).toBe(true);
  expect(finding(reporting, 'report_only')).toBeTruthy();
  expect(faults(reporting)).not.toEqual([]);
});

test('a sandbox is read too', () => {
  expect(faults('sandbox')).toEqual(['sandbox: ', 'sandbox: ']);
  expect(faults('sandbox allow-scripts allow-forms allow-same-origin')).toEqual([]);
  expect(check('sandbox allow-scripts', EMBED).corrected).toBe('sandbox allow-scripts allow-forms');
  expect(finding('<meta http-equiv="Content-Security-Policy" content="sandbox">', 'not_in_meta')).toBeTruthy();
});

test('slips are told', () => {
  expect(finding('script-src self', 'unquoted').values).toEqual({ directive: 'script-src', source: 'self' });
  expect(finding("script-src 'none' https:", 'none_beside')).toBeTruthy();
  expect(finding("script-src https:; script-src 'none'", 'again')).toBeTruthy();
  expect(finding('script_src https:', 'unknown').values).toEqual({ directive: 'script_src' });
  expect(finding("scriptsrc 'self'", 'unknown')).toBeTruthy();
  expect(finding("require-trusted-types-for 'script'", 'trusted_types')).toMatchObject({ weight: 'good' });
  expect(finding(FULL, 'unknown')).toBeUndefined();
  expect(finding('upgrade-insecure-requests', 'unknown')).toBeUndefined();
});

test('a correction adds what is missing, and changes nothing else', () => {
  expect(check("default-src 'self'; img-src *; font-src https://fonts.example", EMBED).corrected).toBe(
    `default-src 'self'; script-src 'self' ${SITE} 'wasm-unsafe-eval'; connect-src 'self' ${SITE}; style-src 'self' ${SITE}; img-src *; font-src https://fonts.example`,
  );
  expect(check(`script-src 'none'; script-src *`, EMBED).corrected).toBe(`script-src ${SITE} 'wasm-unsafe-eval'; script-src *`);
  expect(check("Content-Security-Policy: script-src 'self'", EMBED).corrected).toBe(`Content-Security-Policy: script-src 'self' ${SITE} 'wasm-unsafe-eval'`);
  expect(check(`<meta http-equiv="Content-Security-Policy" content="connect-src 'self'">`, EMBED).corrected).toBe(`<meta http-equiv="Content-Security-Policy" content="connect-src 'self' ${SITE}">`);
});

test('whatever was forbidden is allowed once it is corrected', () => {
  const pieces = [
    ['', "default-src 'none'", "default-src 'self'", 'default-src https://other.example'],
    ['', "script-src 'self'", "script-src 'none'", `script-src ${SITE}`, "script-src 'nonce-a'", "script-src 'unsafe-inline' 'self'"],
    ['', "script-src-elem 'self'", `script-src-elem ${SITE}/embed/1/open-letter.js`],
    ['', "connect-src 'none'", 'connect-src https://api.example'],
    ['', "style-src 'none'", "style-src-elem 'self'"],
    ['', "frame-src 'none'", "child-src 'self'"],
    ['', 'sandbox', 'sandbox allow-scripts'],
  ];
  const texts = pieces.reduce((all, some) => all.flatMap((text) => some.map((piece) => [text, piece].filter(Boolean).join('; '))), ['']);
  expect(texts.length).toBeGreaterThan(2000);
  // One list of what went wrong: thousands of assertions would be written down one by one.
  const wrong = [];
  for (const way of ['script', 'iframe'])
    for (const text of texts) {
      const embed = { ...EMBED, way, stylesheet: `${SITE}/embed/1/themes/civic.css` };
      const { ok, corrected } = check(text, embed);
      const again = check(corrected ?? text, embed);
      if (!again.ok || again.corrected !== null || (corrected === null && !ok)) wrong.push(`${way}: ${text} → ${corrected}`);
    }
  expect(wrong).toEqual([]);
});
