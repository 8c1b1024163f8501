// Whether a source of a Content-Security-Policy allows an address, as CSP Level 3 says it
// (section 6.7.2, "URL Matching").

const HOST = /^(?:([a-z][a-z\d+.-]*):\/\/)?(\*|(?:\*\.)?[^/:*\s]+|\[[\da-f:.]+\])(?::(\d+|\*))?(\/[^?#]*)?$/i;
const SCHEME = /^([a-z][a-z\d+.-]*):$/i;
const DEFAULT_PORTS = { 'http:': '80', 'https:': '443', 'ws:': '80', 'wss:': '443' };

/** Whether a list of sources allows an address on a page. */
export const allows = (sources, url, page) => sources.some((source) => matches(source, url, page));

/** Whether one source allows an address, which is a `URL`, on a page, which is another. */
export function matches(source, url, page) {
  if (source === '*') return /^(?:https?|wss?):$/.test(url.protocol) || url.protocol === page.protocol;
  if (source.toLowerCase() === "'self'") return isSelf(url, page);
  const scheme = SCHEME.exec(source);
  if (scheme) return schemeFits(scheme[1].toLowerCase(), url);
  const host = HOST.exec(source);
  // What stands in quotes, as nonces and keywords do, names no address.
  if (!host || source.startsWith("'")) return false;
  const [, named, name, port, path] = host;
  return (
    schemeFits(named?.toLowerCase() ?? page.protocol.slice(0, -1), url) &&
    hostFits(name.toLowerCase(), url.hostname) &&
    portFits(port, named?.toLowerCase(), url) &&
    pathFits(path, url.pathname)
  );
}

/** A source is never taken for less safe than it says: http allows https too. */
function schemeFits(scheme, { protocol }) {
  const wanted = protocol.slice(0, -1);
  const also = { http: ['https'], ws: ['wss', 'http', 'https'], wss: ['https'] };
  return scheme === wanted || Boolean(also[scheme]?.includes(wanted));
}

const hostFits = (name, hostname) => {
  if (name === '*') return true;
  return name.startsWith('*.') ? hostname.endsWith(name.slice(1)) && hostname !== name.slice(2) : hostname === name;
};

function portFits(port, scheme, url) {
  const asked = url.port || DEFAULT_PORTS[url.protocol];
  if (port === '*') return true;
  if (!port) return asked === DEFAULT_PORTS[url.protocol];
  return port === asked || (port === '80' && asked === '443' && scheme !== 'https');
}

function pathFits(path, asked) {
  if (!path || path === '/') return true;
  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  const [wanted, got] = [path, asked].map(decoded);
  return wanted.endsWith('/') ? got.startsWith(wanted) : got === wanted;
}

function isSelf(url, page) {
  if (url.origin === page.origin && url.origin !== 'null') return true;
  const standard = (address) => !address.port;
  const upgraded = url.protocol === 'https:' || url.protocol === 'wss:' || (page.protocol === 'http:' && url.protocol === 'ws:');
  return url.hostname === page.hostname && upgraded && (url.port === page.port || (standard(url) && standard(page)));
}
