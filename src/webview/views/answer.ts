import type { AnswerGroupState } from '../../protocol/panel.ts';
import { element, section } from '../dom.ts';

/** The answer in sentences: one small heading for each degree of certainty. */
export function answerView(groups: readonly AnswerGroupState[]): HTMLElement {
  return section('answer', 'In words', [
    element('div', {
      class: 'answer-groups',
      children: groups.map(({ kind, title, sentences }) =>
        element('div', {
          class: `answer-group answer-${kind}`,
          children: [
            element('h3', { text: title }),
            element('ul', { children: sentences.map((text) => element('li', { text })) }),
          ],
        }),
      ),
    }),
  ]);
}
