// The next version, which pages in another way.
import { startJsonServer } from '../json-server.js';

export default {
  preset: 'json-server-1',
  title: 'json-server 1 beta',
  version: 'json-server-1',
  operations: ['letter', 'count', 'signatures', 'sign'],
  tellsDuplicates: false,
  safe: false,
  start: (seed) => startJsonServer('json-server-1/lib/bin.js', seed, { NODE_ENV: 'production' }),
};
