// The check of a page's Content-Security-Policy: what csp.js finds, in words.
import { check, least } from './csp.js';
import { element, sentence } from './sentence.js';
import { put } from './snippets.js';
import { words } from './words.js';

const byId = (id) => document.getElementById(id);

/** Checks what is in the field for an embed, which is as `tag.js` has it, with its `way`. */
export function review(embed, way) {
  const asked = { ...embed, way: way === 'link' || (way === 'iframe' && !embed.frame) ? 'link' : way === 'iframe' ? 'iframe' : 'script' };
  const text = byId('policy-text').value.trim();
  const figure = byId('figure-policy');
  if (asked.way === 'link' || !text) {
    const nothing = asked.way === 'link';
    byId('policy-findings').replaceChildren();
    byId('policy-says').replaceChildren(...sentence(words[nothing ? 'nothing_asked' : 'no_policy']));
    figure.hidden = nothing;
    if (!nothing) offer('least_policy', least(asked), embed);
    return;
  }
  const { policies, ok, corrected } = check(text, asked, byId('policy-page').value);
  byId('policy-says').replaceChildren(...sentence(words[ok ? 'policy_allows' : 'policy_forbids']));
  byId('policy-findings').replaceChildren(...policies.flatMap((policy, index) => section(policy, policies.length > 1 && index + 1)));
  figure.hidden = !corrected;
  if (corrected) offer('right_policy', corrected, embed);
}

function offer(key, text, embed) {
  byId('policy-caption').replaceChildren(...sentence(words[key]));
  put('policy-right', text, embed);
}

function section({ findings }, number) {
  const order = ['fault', 'remark', 'good'];
  const sorted = [...findings].sort((one, other) => order.indexOf(one.weight) - order.indexOf(other.weight));
  const list = element('ul', {}, ...sorted.map(line));
  return number ? [element('h3', {}, ...sentence(words.policy_nth, { number })), list] : [list];
}

function line({ weight, key, what, values }) {
  const [en, ar] = [0, 1].map((index) =>
    [weight === 'good' ? '' : words[`${weight}_word`][index], what ? `${words[what][index]}:` : '', words[key][index]].filter(Boolean).join(' '),
  );
  return element('li', { className: weight }, ...sentence([en, ar], values));
}
