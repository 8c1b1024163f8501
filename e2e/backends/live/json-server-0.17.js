// The version that most people have.
import { startJsonServer } from '../json-server.js';

export default {
  preset: 'json-server-0.17',
  title: 'json-server 0.17',
  version: 'json-server-0.17',
  operations: ['letter', 'count', 'signatures', 'sign'],
  tellsDuplicates: false,
  safe: false,
  start: (seed) => startJsonServer('json-server-0.17/lib/cli/bin.js', seed),
};
