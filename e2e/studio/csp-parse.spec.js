// Content-Security-Policies as people paste them, read natively: no page is opened.
import { test, expect } from '@playwright/test';
import { inTheirForm, policiesIn, serialised } from '../../static/studio/csp-parse.js';

const read = (text) => policiesIn(text).map((policy) => serialised(policy));

test('a policy is found in whatever it was copied from', () => {
  const wanted = ["default-src 'self'; script-src 'self' https://cdn.example"];
  const places = [
    "default-src 'self'; script-src 'self' https://cdn.example",
    "  default-src 'self' ;\n\tscript-src   'self'\n https://cdn.example ; ",
    "Content-Security-Policy: default-src 'self'; script-src 'self' https://cdn.example",
    "HTTP/2 200\r\nserver: teapot\r\ncontent-security-policy: default-src 'self'; script-src 'self' https://cdn.example\r\nx-frame-options: DENY\r\n",
    "Content-Security-Policy: default-src 'self';\n  script-src 'self' https://cdn.example\nVary: Accept",
    `add_header Content-Security-Policy "default-src 'self'; script-src 'self' https://cdn.example" always;`,
    `Header always set Content-Security-Policy "default-src 'self'; script-src 'self' https://cdn.example"`,
    `Header set Content-Security-Policy: "default-src 'self'; script-src 'self' https://cdn.example"`,
    `"Content-Security-Policy": "default-src 'self'; script-src 'self' https://cdn.example",`,
    `'Content-Security-Policy': 'default-src \\'self\\'; script-src \\'self\\' https://cdn.example',`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'self' https://cdn.example">`,
    `<meta content='default-src &#39;self&#39;; script-src &apos;self&apos; https://cdn.example' http-equiv=content-security-policy />`,
    `<head><meta charset="utf-8"><META HTTP-EQUIV="content-security-policy" CONTENT="default-src 'self'; script-src 'self' https://cdn.example"><title>Tea</title>`,
  ];
  for (const text of places) expect(read(text), text).toEqual(wanted);
});

test('names are in lower case, and the first of a name counts', () => {
  const [policy] = policiesIn("Default-Src 'SELF'; script-SRC *; script-src 'none'");
  expect(policy.directives).toEqual([
    { name: 'default-src', sources: ["'SELF'"] },
    { name: 'script-src', sources: ['*'] },
    { name: 'script-src', sources: ["'none'"], again: true },
  ]);
});

test('several policies are several: by comma, by line, by tag', () => {
  expect(read("default-src 'self', script-src https:")).toEqual(["default-src 'self'", 'script-src https:']);
  expect(read("Content-Security-Policy: default-src 'self'\nContent-Security-Policy: img-src *")).toEqual(["default-src 'self'", 'img-src *']);
  const tags = `<meta http-equiv="Content-Security-Policy" content="img-src *"><meta http-equiv="Content-Security-Policy" content="font-src 'none'">`;
  expect(read(tags)).toEqual(['img-src *', "font-src 'none'"]);
  expect(read(', ,;;,')).toEqual([]);
  expect(read('')).toEqual([]);
});

test('one that only reports is told apart', () => {
  const text = "Content-Security-Policy-Report-Only: default-src 'none'\nContent-Security-Policy: default-src 'self'";
  expect(policiesIn(text).map(({ report, form }) => [report, form])).toEqual([[true, 'header'], [false, 'header']]);
  expect(policiesIn(`<meta http-equiv="Content-Security-Policy-Report-Only" content="img-src *">`)[0]).toMatchObject({ report: true, form: 'meta' });
});

test('what is written back is read as the same', () => {
  for (const text of [
    "default-src 'self'; script-src 'self' https://cdn.example",
    "Content-Security-Policy: default-src 'self'\nContent-Security-Policy-Report-Only: img-src *",
    `<meta http-equiv="Content-Security-Policy" content="default-src 'self'">`,
    "default-src 'self', script-src https:",
  ]) {
    const policies = policiesIn(text);
    expect(policiesIn(inTheirForm(policies))).toEqual(policies);
  }
});

test('no text makes it stop', () => {
  for (const text of ['<meta', '<meta http-equiv="content-security-policy">', 'Content-Security-Policy', 'Content-Security-Policy: "', "content-security-policy='", ';'.repeat(900), '<meta '.repeat(300), "'".repeat(3000), '\u0000', '𝕊'.repeat(100)])
    expect(Array.isArray(policiesIn(text)), text.slice(0, 40)).toBe(true);
});
