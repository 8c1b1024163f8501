// Signs on behalf of the page: through the form, as a visitor does, and with the same checks. The
// widget imports it for the first page that asks.

const task = () => new Promise((resolve) => setTimeout(resolve));

/** Waits for one of the element's events. */
const heard = (element, ...types) =>
  new Promise((resolve) => {
    const abort = new AbortController();
    const take = (event) => (abort.abort(), resolve(event));
    for (const type of types) element.addEventListener('open-letter-' + type, take, abort);
  });

const refusal = (code, message, errors) => Object.assign(new Error(message), { code, errors });

/** Fills the form and sends it off. Answers the status, or throws what is wrong. */
export default async function sign(element, values, stage, fill) {
  if (element.state === 'loading') await heard(element, 'ready', 'error');
  const form = stage?.querySelector('[part~=submit]')?.form;
  if (!form?.querySelector('input[name=name]') || element.state === 'signed')
    throw refusal('closed', 'There is no form to sign here.');
  for (const field of form.elements) {
    const value = values[field.name];
    if (value == null) continue;
    if (field.type === 'checkbox') field.checked === !!value || field.click();
    else fill(field, value);
  }
  await task();
  const busy = () => form.querySelector('[part~=submit][aria-disabled]');
  let outcome = heard(element, 'signed', 'error');
  form.requestSubmit();
  await task();
  while (busy() || !form.querySelector('[part~=error-summary]')) {
    const { type, detail } = await outcome;
    await task();
    if (type === 'open-letter-signed') return detail;
    // Something else on the page may have failed meanwhile.
    if (!busy() && detail.code !== 'invalid') throw refusal(detail.code, detail.message);
    if (!busy()) break;
    outcome = heard(element, 'signed', 'error');
  }
  const errors = [...form.querySelectorAll('[aria-invalid]')].map(({ name, id }) => {
    const message = stage.querySelector(`[id="${id}-error"]`)?.textContent;
    return { field: name, message };
  });
  throw refusal('invalid', 'The form needs another look.', errors);
}
