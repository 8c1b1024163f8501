// Adds to a Content-Security-Policy what an embed needs, and changes nothing else in it.

/** Directives whose sources another one takes on, where that is not there itself. */
const OWN_NAME = { 'script-src-elem': 'script-src', 'style-src-elem': 'style-src' };

/**
 * The policy with what its findings miss; the same object where they miss nothing. A directive
 * that was ruled by a fallback gets an entry of its own, with the fallback's sources, so that
 * everything else under the fallback stays as it was.
 */
export function corrected(policy, findings) {
  const wanting = findings.filter(({ add }) => add?.length);
  if (!wanting.length) return policy;
  const directives = policy.directives.map(({ name, sources, ...rest }) => ({ ...rest, name, sources: [...sources] }));
  for (const { add, to, values } of wanting) {
    const place = placeFor(directives, to, values);
    place.sources = joined(place.sources, add);
  }
  return { ...policy, directives };
}

/** The directive to add to. It is made where a fallback ruled until now. */
function placeFor(directives, to, values) {
  const live = (name) => directives.find((one) => one.name === name && !one.again);
  const own = OWN_NAME[to] ?? to;
  const found = live(to) ?? live(own);
  if (found) return found;
  const fallback = live(values.default) ?? { sources: [] };
  const made = { name: own, sources: [...fallback.sources] };
  const after = directives.indexOf(fallback);
  directives.splice(after < 0 ? directives.length : lastMade(directives, after) + 1, 0, made);
  made.made = true;
  return made;
}

/** New directives stand behind their fallback, in the order in which they were asked for. */
function lastMade(directives, after) {
  let last = after;
  while (directives[last + 1]?.made) last += 1;
  return last;
}

/** 'none' says something only where it stands alone. */
function joined(sources, add) {
  const kept = sources.filter((source) => source.toLowerCase() !== "'none'");
  return [...kept, ...add.filter((source) => !kept.includes(source))];
}
