// What Svelte's templates are checked against.
import 'svelte/elements';
import 'open-letter';

type Props = svelteHTML.IntrinsicElements['open-letter'];

export const props: Props = {
  src: '/letter',
  sign: 'dialog',
  'onopen-letter-count': (event) => event.detail.count.toFixed(),
  'on:open-letter-signed': (event) => event.detail.status === 'published',
  class: 'wide',
};
// @ts-expect-error: there is no such view.
export const wrong: Props = { view: 'poster' };
// @ts-expect-error: the event has no such member.
export const deaf: Props = { 'onopen-letter-count': (event: CustomEvent<{ count: number }>) => event.detail.name };
