// The page that carries the letter, served from another origin than the letter.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const scenarios = fileURLToPath(new URL('../', import.meta.url));
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' };

/**
 * Serves the folders of the scenarios. `%name%` in a page stands for the member of `values` of
 * that name, or for the query's, which wins.
 */
export async function startHost(values) {
  const headers = {};
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://host');
    try {
      const path = normalize(decodeURIComponent(url.pathname));
      const known = { lang: 'en', loading: 'lazy', ...values, ...Object.fromEntries(url.searchParams) };
      const text = await readFile(join(scenarios, path), 'utf8');
      const body = text.replace(/%([a-z]+)%/g, (whole, name) => known[name] ?? whole);
      const type = types[extname(path)] || 'text/plain';
      response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store', ...headers[path] });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    /** Headers that a page is sent with, by its path. */
    headers,
    /** The address of a scenario's page. */
    page: (scenario, query = {}, name = 'page.html') =>
      `${origin}/${scenario}/${name}?${new URLSearchParams(query)}`,
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
