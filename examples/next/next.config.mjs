export default {
  // A folder of static files, which any web server can serve under the policy of policy.mjs.
  output: 'export',
};
