// The form of all choices: its fields that follow from lists, what is chosen in it, and how the
// page's address keeps that.
import { colour, hex } from './contrast.js';
import { element, sentence } from './sentence.js';
import { COLOURS, FONTS, MEASURES } from './styles.js';
import { usualSign } from './tag.js';
import { words } from './words.js';

/** Makes the fields of colours, fonts and measures. */
export function build(form) {
  const heads = ['light', 'dark'].map((key) => element('span', { className: 'head', id: `c-${key}` }, ...sentence(words[key])));
  heads.forEach((head) => head.setAttribute('aria-hidden', 'true'));
  form.querySelector('#colour-fields').append(element('span', { className: 'head' }), ...heads, ...COLOURS.flatMap(colourFields));
  form.querySelector('#shape-fields').append(
    ...['font', 'heading-font'].map(fontField),
    ...Object.entries(MEASURES).map(([name, bounds]) => measureField(name, bounds)),
  );
}

function colourFields(name) {
  const label = element('span', { id: `c-${name}`, className: 'name' }, ...sentence(words[name]));
  const fields = ['light', 'dark'].map((mode) => {
    const own = mode === 'light' ? name : `${name}-dark`;
    const swatch = element('input', { type: 'color', className: 'swatch' });
    swatch.dataset.picks = own;
    const text = element('input', { type: 'text', name: own, maxLength: 9, spellcheck: false, dir: 'ltr', placeholder: '' });
    swatch.setAttribute('aria-labelledby', `c-${name} c-${mode} c-picker`);
    text.setAttribute('aria-labelledby', `c-${name} c-${mode}`);
    return element('span', { className: 'colour' }, swatch, text);
  });
  return [label, ...fields];
}

function fontField(name) {
  const label = element('label', { htmlFor: name }, ...sentence(words[name]));
  const options = ['none', ...Object.keys(FONTS), 'own'].map((key) => {
    const option = element('option', { value: key === 'none' ? '' : key, defaultSelected: key === 'none' });
    option.dataset.word = `font_${key}`;
    return option;
  });
  const own = element('input', { type: 'text', name: `${name}-own`, spellcheck: false, dir: 'ltr', maxLength: 120 });
  own.dataset.label = 'own_font';
  const place = element('span', { hidden: true }, own);
  place.dataset.for = `${name}=own`;
  return element('div', { className: 'row' }, label, element('select', { id: name, name }, ...options), place);
}

function measureField(name, { least, most, step, begin, unit }) {
  const label = element('label', { htmlFor: name }, ...sentence(words[name]));
  const slider = element('input', { type: 'range', id: name, name, min: least, max: most, step, defaultValue: begin });
  slider.dataset.unit = unit;
  const back = element('button', { type: 'button', className: 'back', hidden: true, textContent: '×' });
  back.dataset.back = name;
  back.dataset.label = 'back';
  return element('div', { className: 'row measure' }, label, slider, element('output', { htmlFor: name }), back);
}

/** All fields, those outside of the form's element too. */
const fields = (form) => [...form.elements].filter(({ name, type }) => name && type !== 'fieldset');

/** Whether a field says something that it did not say at first. */
function changed(field) {
  if (field.type === 'radio') return field.checked && !field.defaultChecked;
  if (field.type === 'checkbox') return field.checked !== field.defaultChecked;
  if (field.type === 'range') return 'set' in field.dataset;
  return field.value.trim() !== (field.localName === 'select' ? '' : field.defaultValue);
}

/** What is chosen. A slider that nobody has touched says nothing. */
export function read(form) {
  const values = {};
  for (const field of fields(form)) {
    if (field.type === 'radio' ? !field.checked : false) continue;
    if (field.type === 'range' && !('set' in field.dataset)) continue;
    values[field.name] = field.type === 'checkbox' ? field.checked : field.value;
  }
  return values;
}

/** Takes choices from the page's address. What no field can say is left out. */
export function restore(form, query) {
  for (const [name, value] of new URLSearchParams(query)) {
    const field = form.elements.namedItem(name);
    if (field instanceof RadioNodeList) {
      // Setting a value that no button has would leave them as they are.
      field.value = value;
    } else if (field?.name === name && field.type === 'checkbox') {
      field.checked = value === 'yes';
    } else if (field?.name === name) {
      if (field.type === 'range') field.dataset.set = '';
      field.value = value;
    }
  }
  // A view brings its usual form, unless the address names another.
  if (!new URLSearchParams(query).has('sign')) form.elements.namedItem('sign').value = usualSign(read(form).view);
}

/** What the page's address says of the choices. */
export function query(form) {
  const chosen = new URLSearchParams();
  const { view, sign } = read(form);
  for (const field of fields(form)) {
    if (field.name === 'sign' || !changed(field)) continue;
    chosen.set(field.name, field.type === 'checkbox' ? (field.checked ? 'yes' : 'no') : field.value.trim());
  }
  if (sign !== usualSign(view)) chosen.set('sign', sign);
  return chosen.toString();
}

/** Puts everything back to how the page comes. */
export function reset(form) {
  const { lang, scheme } = read(form);
  form.reset();
  for (const field of fields(form)) delete field.dataset.set;
  form.elements.namedItem('lang').value = lang;
  form.elements.namedItem('scheme').value = scheme;
}

/** Shows what belongs to the choices, and hides what does not: `data-for="view=card,button"`. */
export function showFitting(root, values) {
  for (const place of root.querySelectorAll('[data-for]')) {
    const [name, wanted] = place.dataset.for.split('=');
    place.hidden = !wanted.split(',').includes(values[name]);
  }
}

/** Answers a change of one field in the fields that go with it. */
export function follow(form, field) {
  if (field.type === 'range') field.dataset.set = '';
  if (field.name === 'view') form.elements.namedItem('sign').value = usualSign(field.value);
  if (field.dataset.picks) form.elements.namedItem(field.dataset.picks).value = field.value;
}

/** Writes what stands beside the fields: sliders' values, and whether a colour is one. */
export function annotate(form) {
  for (const slider of form.querySelectorAll('[type=range]')) {
    const set = 'set' in slider.dataset;
    const says = slider.parentElement.querySelector('output');
    says.replaceChildren(...(set ? [element('bdi', { dir: 'ltr', textContent: `${slider.value} ${slider.dataset.unit}`.trim() })] : sentence(words.unset)));
    slider.parentElement.querySelector('.back').hidden = !set;
  }
  for (const swatch of form.querySelectorAll('.swatch')) {
    const text = form.elements.namedItem(swatch.dataset.picks);
    const wrong = text.value.trim() && !colour(text.value);
    if (wrong) text.setAttribute('aria-invalid', 'true');
    else text.removeAttribute('aria-invalid');
  }
}

/** Lets empty colour fields show what the look has, as it was measured; `theme` shuts out the other. */
export function suggest(form, found, theme) {
  for (const swatch of form.querySelectorAll('.swatch')) {
    const text = form.elements.namedItem(swatch.dataset.picks);
    const dark = swatch.dataset.picks.endsWith('-dark');
    const name = dark ? swatch.dataset.picks.slice(0, -5) : swatch.dataset.picks;
    const mode = dark ? 'dark' : 'light';
    const measured = theme === 'auto' || theme === mode ? found?.[mode]?.[name] : undefined;
    const seen = colour(text.value) ?? measured;
    if (seen) swatch.value = hex(seen);
    swatch.classList.toggle('blank', !seen);
    text.placeholder = measured ? hex(measured) : '';
  }
}
