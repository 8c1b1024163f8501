// Where browsers send what broke a page's policy. Unlike an event, it misses nothing that happened
// before somebody could listen.
import { createServer } from 'node:http';

export async function startReports() {
  const reports = [];
  const server = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    response.writeHead(204, { 'Access-Control-Allow-Origin': '*' }).end();
    if (request.method !== 'POST') return;
    const report = JSON.parse(Buffer.concat(parts).toString())['csp-report'];
    reports.push(`${report['effective-directive'] || report['violated-directive']} ${report['blocked-uri']}`);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    /** Asks browsers for reports, as a directive of the policy. */
    directive: `report-uri http://127.0.0.1:${server.address().port}/`,
    /** All that arrived, each as its directive and what was stopped. */
    all: reports,
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
