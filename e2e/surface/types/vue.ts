// What Vue's templates are checked against.
import type { OpenLetterElement } from 'open-letter';
import type { GlobalComponents } from 'vue';

type Tag = InstanceType<GlobalComponents['open-letter']>;
type Props = Tag['$props'];

const props: Props = { src: '/letter', view: 'card', pageSize: 20, class: 'wide', key: 1 };
// @ts-expect-error: there is no such view.
const wrong: Props = { view: 'poster' };
export const listen = (tag: Tag, element: OpenLetterElement = tag) => {
  tag.$emit('open-letter-count', new CustomEvent('open-letter-count', { detail: { count: 1 } }));
  // @ts-expect-error: there is no such event.
  tag.$emit('open-letter-cheered', new CustomEvent('x'));
  return [props, wrong, element];
};
