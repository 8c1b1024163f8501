// A page's script, as somebody with TypeScript writes it. Lines that must not compile say so.
import { OpenLetterElement, configure, version } from 'open-letter';
import type { ErrorCode, Letter, OpenLetterOptions, SignError, SignatureStatus } from 'open-letter';

const element = document.createElement('open-letter');
const same: OpenLetterElement = element;
const found = document.querySelector('open-letter');
found?.refresh();

// Attributes are properties, and their words are known.
element.view = 'card';
element.view = null;
element.signMode = 'dialog';
element.pageSize = 20;
element.lang = 'ar';
const view: string | null = element.view;
// @ts-expect-error: there is no such view.
element.view = 'poster';
// Frameworks set what they find in an element, so the method can be set to the attribute's value.
element.sign = 'dialog';
// @ts-expect-error: there is no such place.
element.sign = 'aside';
// @ts-expect-error: no such property.
element.colour = 'red';

// What can be read.
const letter: Letter | null = element.letter;
const count: number | null = element.count;
if (element.state === 'open') console.log(letter?.title, letter?.signatures?.items?.[0]?.name);
// @ts-expect-error: no such state.
element.state === 'opened';
// @ts-expect-error: it can only be read.
element.count = 7;
// @ts-expect-error: an address of a signer is nowhere.
letter?.signatures?.items?.[0]?.email;
for (const block of typeof letter?.body === 'string' ? [] : (letter?.body ?? [])) {
  if (block.type === 'heading') console.log(block.level, block.content.length);
  if (block.type === 'image') console.log(block.src, block.alt);
  // @ts-expect-error: a rule has no words.
  if (block.type === 'rule') console.log(block.content);
}

// Methods.
async function sign(): Promise<SignatureStatus> {
  await element.openSign();
  try {
    const { status } = await element.sign({ name: 'Wilhelmina Teaspoon', email: 'wilhelmina.teaspoon@example.org', consent: true });
    return status;
  } catch (thrown) {
    const error = thrown as SignError;
    const code: ErrorCode = error.code;
    for (const { field, message } of error.errors ?? []) console.log(code, field, message);
    throw error;
  }
}
// @ts-expect-error: nobody signs without a name.
element.sign({ email: 'wilhelmina.teaspoon@example.org' });
// @ts-expect-error: the form has no such field.
element.sign({ name: 'Wilhelmina Teaspoon', phone: '1' });

// Events, on the element, the document and the window.
element.addEventListener('open-letter-count', (event) => event.detail.count.toFixed());
document.addEventListener('open-letter-signed', ({ detail }) => detail.status === 'published');
window.addEventListener('open-letter-error', ({ detail }) => detail.code === 'csp' && detail.message.trim());
// @ts-expect-error: it has no detail.
element.addEventListener('open-letter-ready', (event) => event.detail.count);
// @ts-expect-error: there is no such code.
window.addEventListener('open-letter-error', ({ detail }) => detail.code === 'broken');

// The global, before the script and after it.
(window.OpenLetter ||= []).push({ theme: 'dark', pageSize: 20 });
window.OpenLetter?.configure?.({ strings: { en: { submit: 'Add', count: { one: '{count} so far', other: '{count} so far' } } } });
const options: OpenLetterOptions = { adapters: { ours: '/ours.json', theirs: { name: 'Theirs' } }, sign: 'inline' };
configure(options);
// @ts-expect-error: no such option.
configure({ colour: 'red' });
// @ts-expect-error: a counted sentence needs its other form.
configure({ strings: { en: { count: { one: '1' } } } });
const text: string = version;

export { count, same, sign, text, view };
