// Which sources allow which addresses, natively: no page is opened.
import { test, expect } from '@playwright/test';
import { matches } from '../../static/studio/csp-match.js';

const LOADER = 'https://letters.example/embed/1/open-letter.js';

const fits = (source, url = LOADER, page = 'https://blog.example/post') => matches(source, new URL(url), new URL(page));

test('hosts', () => {
  for (const source of ['https://letters.example', 'letters.example', 'LETTERS.example', 'https://letters.example/', 'https://letters.example:443', 'letters.example:*', '*.example', 'https://*.example', '*'])
    expect(fits(source), source).toBe(true);
  for (const source of ['https://letters.example.org', 'etters.example', 'example', '*.letters.example', 'https://letters.example:8443', 'letters', "'letters.example'", 'ftp://letters.example', 'https:/letters.example', ''])
    expect(fits(source), source).toBe(false);
});

test('a star in front stands for at least one name', () => {
  expect(fits('*.letters.example', 'https://eu.letters.example/a.js')).toBe(true);
  expect(fits('*.letters.example', 'https://a.eu.letters.example/a.js')).toBe(true);
  expect(fits('*.letters.example', 'https://notletters.example/a.js')).toBe(false);
});

test('schemes', () => {
  expect(fits('https:')).toBe(true);
  expect(fits('HTTPS:')).toBe(true);
  // What may come without encryption may come with it.
  expect(fits('http:')).toBe(true);
  expect(fits('http://letters.example')).toBe(true);
  expect(fits('https:', 'http://letters.example/a.js')).toBe(false);
  expect(fits('https://letters.example', 'http://letters.example/a.js')).toBe(false);
  expect(fits('data:')).toBe(false);
  expect(fits('data:', 'data:text/plain,a')).toBe(true);
  expect(fits('*', 'data:text/plain,a')).toBe(false);
  expect(fits('*', 'blob:https://letters.example/1')).toBe(false);
});

test('a host without a scheme takes the page’s', () => {
  const plain = 'http://letters.example/a.js';
  expect(fits('letters.example', plain)).toBe(false);
  expect(fits('letters.example', plain, 'http://blog.example/')).toBe(true);
  expect(fits('letters.example', LOADER, 'http://blog.example/')).toBe(true);
});

test('ports', () => {
  const odd = 'http://127.0.0.1:8080/embed/1/open-letter.js';
  expect(fits('http://127.0.0.1:8080', odd)).toBe(true);
  expect(fits('http://127.0.0.1:*', odd)).toBe(true);
  expect(fits('http://127.0.0.1', odd)).toBe(false);
  expect(fits('http://127.0.0.1:8081', odd)).toBe(false);
  expect(fits('http://letters.example:80', LOADER)).toBe(true);
  expect(fits('https://letters.example:80', LOADER)).toBe(false);
});

test('paths: a folder ends with a slash, a file does not', () => {
  expect(fits('https://letters.example/embed/')).toBe(true);
  expect(fits('https://letters.example/embed/1/open-letter.js')).toBe(true);
  expect(fits('letters.example/embed/%31/')).toBe(true);
  for (const source of ['https://letters.example/embed', 'https://letters.example/other/', 'https://letters.example/Embed/'])
    expect(fits(source), source).toBe(false);
});

test("'self' is the page's own origin", () => {
  const own = 'https://letters.example/about';
  expect(fits("'self'")).toBe(false);
  expect(fits("'self'", LOADER, own)).toBe(true);
  expect(fits("'SELF'", LOADER, own)).toBe(true);
  expect(fits("'self'", LOADER, 'http://letters.example/about')).toBe(true);
  expect(fits("'self'", 'http://letters.example/a.js', own)).toBe(false);
  expect(fits("'self'", 'https://letters.example:8443/a.js', own)).toBe(false);
  expect(fits('self', LOADER, own)).toBe(false);
});

test('what names no address allows none', () => {
  for (const source of ["'none'", "'unsafe-inline'", "'unsafe-eval'", "'wasm-unsafe-eval'", "'strict-dynamic'", "'nonce-abc'", "'sha384-abc'", "'report-sample'"])
    expect(fits(source), source).toBe(false);
});
